using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace SimdSeq.Kernels;

/// <summary>
/// A hardware vector of one width, as emitted code and kernels see it. They are written once over this interface and specialised by the
/// runtime to <see cref="Vector512Of{T}"/>, <see cref="Vector256Of{T}"/> or <see cref="Vector128Of{T}"/>. Every operation works on
/// each lane alone, so the same equations give the same bits at any width.
/// </summary>
/// <typeparam name="TSelf">The implementing vector.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public interface IVector<TSelf, T>
    where TSelf : struct, IVector<TSelf, T>
    where T : unmanaged
{
    /// <summary>Lanes of this vector.</summary>
    static abstract int Count { get; }

    /// <summary>Reads <see cref="Count"/> values.</summary>
    static abstract TSelf Load(Slab<T> source);

    /// <summary>Reads <see cref="Count"/> values that begin at an offset, which is part of the instruction.</summary>
    static abstract TSelf Load(Slab<T> source, int offset);

    /// <summary>The same value in every lane.</summary>
    static abstract TSelf Broadcast(T value);

    /// <summary>Each of four neighbouring values in every lane of its own vector.</summary>
    static abstract void BroadcastFour(Slab<T> source, out TSelf first, out TSelf second, out TSelf third, out TSelf fourth);

    /// <summary>Writes <see cref="Count"/> values.</summary>
    void Store(Slab<T> destination);

    /// <summary>Writes <see cref="Count"/> values that begin at an offset, which is part of the instruction.</summary>
    void Store(Slab<T> destination, int offset);

    /// <summary>Lane-wise <c>a + b</c>.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>Lane-wise <c>a - b</c>.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>Lane-wise <c>a * b</c>.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>Lane-wise <c>a / b</c>.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>Lane-wise <c>-a</c>.</summary>
    static abstract TSelf operator -(TSelf a);

    /// <summary><c>constant + a</c>, as the equations write it.</summary>
    static virtual TSelf operator +(T constant, TSelf a) => TSelf.Broadcast(constant) + a;

    /// <summary><c>constant - a</c>, as the equations write it.</summary>
    static virtual TSelf operator -(T constant, TSelf a) => TSelf.Broadcast(constant) - a;

    /// <summary><c>constant * a</c>, as the equations write it.</summary>
    static virtual TSelf operator *(T constant, TSelf a) => TSelf.Broadcast(constant) * a;

    /// <summary><c>a * b + c</c> with one rounding where the hardware has it (x64 since 2013, Arm64), with two where it has not.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>
    /// <see cref="MultiplyAdd(TSelf, TSelf, TSelf)"/> of the value at an address in every lane: one instruction where it can
    /// be.
    /// </summary>
    static virtual TSelf MultiplyAddBroadcast(Slab<T> a, TSelf b, TSelf c) => TSelf.MultiplyAdd(TSelf.Broadcast(a[0]), b, c);

    /// <summary><see cref="MultiplyAdd(TSelf, TSelf, TSelf)"/> of a vector in memory: one instruction where it can be.</summary>
    static virtual TSelf MultiplyAddLoad(Slab<T> a, TSelf b, TSelf c) => TSelf.MultiplyAdd(TSelf.Load(a), b, c);

    /// <summary>The same of a vector that begins at an offset: one instruction where the offset is constant.</summary>
    static virtual TSelf MultiplyAddLoad(Slab<T> a, int offset, TSelf b, TSelf c) => TSelf.MultiplyAdd(TSelf.Load(a, offset), b, c);

    /// <summary>
    /// <c>sum = a * b + sum</c> in the register of the sum, rounded as <see cref="MultiplyAdd(TSelf, TSelf, TSelf)"/> does.
    /// </summary>
    static virtual void AddProduct(ref TSelf sum, TSelf a, TSelf b) => sum = TSelf.MultiplyAdd(a, b, sum);

    /// <summary>Lane-wise minimum.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>Lane-wise maximum.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>Lane-wise <c>a</c> held between two numbers that are not zero; not-a-number stays.</summary>
    static abstract TSelf Clamp(TSelf a, TSelf low, TSelf high);

    /// <summary>Lane-wise absolute value.</summary>
    static abstract TSelf Abs(TSelf a);

    /// <summary>Nearest whole number, halves to even.</summary>
    static abstract TSelf Round(TSelf a);

    /// <summary>Lane-wise square root, rounded correctly.</summary>
    static abstract TSelf Sqrt(TSelf a);

    /// <summary>
    /// <c>a</c> times two to a whole number, exact while both it and the result are normal. The number has been added to
    /// <see cref="WholeNumber"/>'s shift, so that it lies in the low bits.
    /// </summary>
    static abstract TSelf AddToExponent(TSelf a, TSelf shifted);

    /// <summary>
    /// In each lane <paramref name="whenSet"/> where the mask has all bits, <paramref name="whenClear"/> where it has none.
    /// </summary>
    static abstract TSelf Select(TSelf mask, TSelf whenSet, TSelf whenClear);

    /// <summary>In each lane <paramref name="yes"/> where <c>a &gt; b</c>, else <paramref name="no"/>.</summary>
    static abstract TSelf WhereGreater(TSelf a, TSelf b, TSelf yes, TSelf no);
}
