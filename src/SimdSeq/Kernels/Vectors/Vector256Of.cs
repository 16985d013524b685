using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SimdSeq.Kernels;

/// <summary>The 256-bit vector (AVX2) behind <see cref="IVector{TSelf, T}"/>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public readonly unsafe struct Vector256Of<T> : IVector<Vector256Of<T>, T> where T : unmanaged
{
    private readonly Vector256<T> _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256Of(Vector256<T> v) => _v = v;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<T>.Count;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> Load(Slab<T> source) => new(Vector256.Load(source.Address));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> Load(Slab<T> source, int offset) => new(Vector256.Load(source.Address + offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> Broadcast(T value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void BroadcastFour(
        Slab<T> source, out Vector256Of<T> first, out Vector256Of<T> second, out Vector256Of<T> third, out Vector256Of<T> fourth)
    {
        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            // One load: a step of a stream is bound by loads, and an add pipe that idles can permute.
            Vector256<float> four = Avx.BroadcastVector128ToVector256((float*)source.Address);
            first = new(Avx.Permute(four, 0b00_00_00_00).As<float, T>());
            second = new(Avx.Permute(four, 0b01_01_01_01).As<float, T>());
            third = new(Avx.Permute(four, 0b10_10_10_10).As<float, T>());
            fourth = new(Avx.Permute(four, 0b11_11_11_11).As<float, T>());
            return;
        }

        first = Broadcast(source.Address[0]);
        second = Broadcast(source.Address[1]);
        third = Broadcast(source.Address[2]);
        fourth = Broadcast(source.Address[3]);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Slab<T> destination) => _v.Store(destination.Address);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Slab<T> destination, int offset) => _v.Store(destination.Address + offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> operator +(Vector256Of<T> a, Vector256Of<T> b) => new(a._v + b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> operator -(Vector256Of<T> a, Vector256Of<T> b) => new(a._v - b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> operator *(Vector256Of<T> a, Vector256Of<T> b) => new(a._v * b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> operator /(Vector256Of<T> a, Vector256Of<T> b) => new(a._v / b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> operator -(Vector256Of<T> a) => new(-a._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> operator +(T constant, Vector256Of<T> a) => new(Vector256.Create(constant) + a._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> operator -(T constant, Vector256Of<T> a) => new(Vector256.Create(constant) - a._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> operator *(T constant, Vector256Of<T> a) => new(Vector256.Create(constant) * a._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> MultiplyAdd(Vector256Of<T> a, Vector256Of<T> b, Vector256Of<T> c) => typeof(T) == typeof(float)
        ? new(Vector256.MultiplyAddEstimate(a._v.AsSingle(), b._v.AsSingle(), c._v.AsSingle()).As<float, T>())
        : new(Vector256.MultiplyAddEstimate(a._v.AsDouble(), b._v.AsDouble(), c._v.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Vector256Of<T> sum, Vector256Of<T> a, Vector256Of<T> b)
    {
        // Written to the field itself: assigned as a whole, the sum would first be formed in the register of a dying factor.
        ref Vector256<T> v = ref Unsafe.AsRef(in sum._v);
        if (typeof(T) == typeof(float))
            v = Vector256.MultiplyAddEstimate(a._v.AsSingle(), b._v.AsSingle(), v.AsSingle()).As<float, T>();
        else
            v = Vector256.MultiplyAddEstimate(a._v.AsDouble(), b._v.AsDouble(), v.AsDouble()).As<double, T>();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> MultiplyAddBroadcast(Slab<T> a, Vector256Of<T> b, Vector256Of<T> c) => typeof(T) == typeof(float)
        ? new(Vector256.MultiplyAddEstimate(Vector256.Create(*(float*)a.Address), b._v.AsSingle(), c._v.AsSingle()).As<float, T>())
        : new(Vector256.MultiplyAddEstimate(Vector256.Create(*(double*)a.Address), b._v.AsDouble(), c._v.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> MultiplyAddLoad(Slab<T> a, Vector256Of<T> b, Vector256Of<T> c) => typeof(T) == typeof(float)
        ? new(Vector256.MultiplyAddEstimate(Vector256.Load((float*)a.Address), b._v.AsSingle(), c._v.AsSingle()).As<float, T>())
        : new(Vector256.MultiplyAddEstimate(Vector256.Load((double*)a.Address), b._v.AsDouble(), c._v.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> MultiplyAddLoad(Slab<T> a, int offset, Vector256Of<T> b, Vector256Of<T> c) => typeof(T) == typeof(float)
        ? new(Vector256.MultiplyAddEstimate(Vector256.Load((float*)a.Address + offset), b._v.AsSingle(), c._v.AsSingle()).As<float, T>())
        : new(Vector256.MultiplyAddEstimate(Vector256.Load((double*)a.Address + offset), b._v.AsDouble(), c._v.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> Min(Vector256Of<T> a, Vector256Of<T> b) => new(Vector256.Min(a._v, b._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> Max(Vector256Of<T> a, Vector256Of<T> b) => new(Vector256.Max(a._v, b._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> Clamp(Vector256Of<T> a, Vector256Of<T> low, Vector256Of<T> high)
    {
        // The native instructions return their second operand when one is not a number.
        return new(Vector256.MinNative(high._v, Vector256.MaxNative(low._v, a._v)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> Abs(Vector256Of<T> a) => new(Vector256.Abs(a._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> Round(Vector256Of<T> a) => typeof(T) == typeof(float)
        ? new(Vector256.Round(a._v.AsSingle()).As<float, T>())
        : new(Vector256.Round(a._v.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> Sqrt(Vector256Of<T> a) => new(Vector256.Sqrt(a._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> AddToExponent(Vector256Of<T> a, Vector256Of<T> shifted) => typeof(T) == typeof(float)
        ? new((a._v.AsInt32() + (shifted._v.AsInt32() << 23)).As<int, T>())
        : new((a._v.AsInt64() + (shifted._v.AsInt64() << 52)).As<long, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> Select(Vector256Of<T> mask, Vector256Of<T> whenSet, Vector256Of<T> whenClear) =>
        new(Vector256.ConditionalSelect(mask._v, whenSet._v, whenClear._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Of<T> WhereGreater(Vector256Of<T> a, Vector256Of<T> b, Vector256Of<T> yes, Vector256Of<T> no) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(a._v, b._v), yes._v, no._v));
}
