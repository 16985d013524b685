using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SimdSeq.Kernels;

/// <summary>
/// One value as a vector of one lane: what is left when a run of values does not fill a hardware vector. It sits in the first lane of a
/// 128-bit register whose other lanes are zero, so it obeys the same instructions and gives the same bits, and it reads and writes
/// exactly one value.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public readonly unsafe struct ScalarOf<T> : IVector<ScalarOf<T>, T> where T : unmanaged
{
    private readonly Vector128Of<T> _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ScalarOf(Vector128Of<T> v) => _v = v;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarOf<T> Load(Slab<T> source) => Broadcast(*source.Address);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarOf<T> Load(Slab<T> source, int offset) => Broadcast(source.Address[offset]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarOf<T> Broadcast(T value) => new(Vector128Of<T>.First(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void BroadcastFour(
        Slab<T> source, out ScalarOf<T> first, out ScalarOf<T> second, out ScalarOf<T> third, out ScalarOf<T> fourth)
    {
        first = Broadcast(source.Address[0]);
        second = Broadcast(source.Address[1]);
        third = Broadcast(source.Address[2]);
        fourth = Broadcast(source.Address[3]);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Slab<T> destination) => *destination.Address = _v.First();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Slab<T> destination, int offset) => destination.Address[offset] = _v.First();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarOf<T> operator +(ScalarOf<T> a, ScalarOf<T> b) => new(a._v + b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarOf<T> operator -(ScalarOf<T> a, ScalarOf<T> b) => new(a._v - b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarOf<T> operator *(ScalarOf<T> a, ScalarOf<T> b) => new(a._v * b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarOf<T> operator /(ScalarOf<T> a, ScalarOf<T> b) => new(a._v / b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarOf<T> operator -(ScalarOf<T> a) => new(-a._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarOf<T> operator +(T constant, ScalarOf<T> a) => Broadcast(constant) + a;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarOf<T> operator -(T constant, ScalarOf<T> a) => Broadcast(constant) - a;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarOf<T> operator *(T constant, ScalarOf<T> a) => Broadcast(constant) * a;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarOf<T> MultiplyAdd(ScalarOf<T> a, ScalarOf<T> b, ScalarOf<T> c) =>
        new(Vector128Of<T>.MultiplyAdd(a._v, b._v, c._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarOf<T> Min(ScalarOf<T> a, ScalarOf<T> b) => new(Vector128Of<T>.Min(a._v, b._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarOf<T> Max(ScalarOf<T> a, ScalarOf<T> b) => new(Vector128Of<T>.Max(a._v, b._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarOf<T> Clamp(ScalarOf<T> a, ScalarOf<T> low, ScalarOf<T> high) =>
        new(Vector128Of<T>.Clamp(a._v, low._v, high._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarOf<T> Abs(ScalarOf<T> a) => new(Vector128Of<T>.Abs(a._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarOf<T> Round(ScalarOf<T> a) => new(Vector128Of<T>.Round(a._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarOf<T> Sqrt(ScalarOf<T> a) => new(Vector128Of<T>.Sqrt(a._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarOf<T> AddToExponent(ScalarOf<T> a, ScalarOf<T> shifted) => new(Vector128Of<T>.AddToExponent(a._v, shifted._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarOf<T> Select(ScalarOf<T> mask, ScalarOf<T> whenSet, ScalarOf<T> whenClear) =>
        new(Vector128Of<T>.Select(mask._v, whenSet._v, whenClear._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarOf<T> WhereGreater(ScalarOf<T> a, ScalarOf<T> b, ScalarOf<T> yes, ScalarOf<T> no) =>
        new(Vector128Of<T>.WhereGreater(a._v, b._v, yes._v, no._v));
}
