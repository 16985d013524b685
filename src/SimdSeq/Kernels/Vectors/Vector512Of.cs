using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SimdSeq.Kernels;

/// <summary>The 512-bit vector (AVX-512) behind <see cref="IVector{TSelf, T}"/>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public readonly unsafe struct Vector512Of<T> : IVector<Vector512Of<T>, T> where T : unmanaged
{
    private readonly Vector512<T> _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512Of(Vector512<T> v) => _v = v;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<T>.Count;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> Load(Slab<T> source) => new(Vector512.Load(source.Address));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> Load(Slab<T> source, int offset) => new(Vector512.Load(source.Address + offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> Broadcast(T value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void BroadcastFour(
        Slab<T> source, out Vector512Of<T> first, out Vector512Of<T> second, out Vector512Of<T> third, out Vector512Of<T> fourth)
    {
        if (typeof(T) == typeof(float) && Avx512F.IsSupported)
        {
            // One load: a step of a stream is bound by loads, and an add pipe that idles can permute.
            Vector512<float> four = Avx512F.BroadcastVector128ToVector512((float*)source.Address);
            first = new(Avx512F.Permute4x32(four, 0b00_00_00_00).As<float, T>());
            second = new(Avx512F.Permute4x32(four, 0b01_01_01_01).As<float, T>());
            third = new(Avx512F.Permute4x32(four, 0b10_10_10_10).As<float, T>());
            fourth = new(Avx512F.Permute4x32(four, 0b11_11_11_11).As<float, T>());
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
    public static Vector512Of<T> operator +(Vector512Of<T> a, Vector512Of<T> b) => new(a._v + b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> operator -(Vector512Of<T> a, Vector512Of<T> b) => new(a._v - b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> operator *(Vector512Of<T> a, Vector512Of<T> b) => new(a._v * b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> operator /(Vector512Of<T> a, Vector512Of<T> b) => new(a._v / b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> operator -(Vector512Of<T> a) => new(-a._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> operator +(T constant, Vector512Of<T> a) => new(Vector512.Create(constant) + a._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> operator -(T constant, Vector512Of<T> a) => new(Vector512.Create(constant) - a._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> operator *(T constant, Vector512Of<T> a) => new(Vector512.Create(constant) * a._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> MultiplyAdd(Vector512Of<T> a, Vector512Of<T> b, Vector512Of<T> c) => typeof(T) == typeof(float)
        ? new(Vector512.MultiplyAddEstimate(a._v.AsSingle(), b._v.AsSingle(), c._v.AsSingle()).As<float, T>())
        : new(Vector512.MultiplyAddEstimate(a._v.AsDouble(), b._v.AsDouble(), c._v.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Vector512Of<T> sum, Vector512Of<T> a, Vector512Of<T> b)
    {
        // Written to the field itself: assigned as a whole, the sum would first be formed in the register of a dying factor.
        ref Vector512<T> v = ref Unsafe.AsRef(in sum._v);
        if (typeof(T) == typeof(float))
            v = Vector512.MultiplyAddEstimate(a._v.AsSingle(), b._v.AsSingle(), v.AsSingle()).As<float, T>();
        else
            v = Vector512.MultiplyAddEstimate(a._v.AsDouble(), b._v.AsDouble(), v.AsDouble()).As<double, T>();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> MultiplyAddBroadcast(Slab<T> a, Vector512Of<T> b, Vector512Of<T> c) => typeof(T) == typeof(float)
        ? new(Vector512.MultiplyAddEstimate(Vector512.Create(*(float*)a.Address), b._v.AsSingle(), c._v.AsSingle()).As<float, T>())
        : new(Vector512.MultiplyAddEstimate(Vector512.Create(*(double*)a.Address), b._v.AsDouble(), c._v.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> MultiplyAddLoad(Slab<T> a, Vector512Of<T> b, Vector512Of<T> c) => typeof(T) == typeof(float)
        ? new(Vector512.MultiplyAddEstimate(Vector512.Load((float*)a.Address), b._v.AsSingle(), c._v.AsSingle()).As<float, T>())
        : new(Vector512.MultiplyAddEstimate(Vector512.Load((double*)a.Address), b._v.AsDouble(), c._v.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> MultiplyAddLoad(Slab<T> a, int offset, Vector512Of<T> b, Vector512Of<T> c) => typeof(T) == typeof(float)
        ? new(Vector512.MultiplyAddEstimate(Vector512.Load((float*)a.Address + offset), b._v.AsSingle(), c._v.AsSingle()).As<float, T>())
        : new(Vector512.MultiplyAddEstimate(Vector512.Load((double*)a.Address + offset), b._v.AsDouble(), c._v.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> Min(Vector512Of<T> a, Vector512Of<T> b) => new(Vector512.Min(a._v, b._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> Max(Vector512Of<T> a, Vector512Of<T> b) => new(Vector512.Max(a._v, b._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> Clamp(Vector512Of<T> a, Vector512Of<T> low, Vector512Of<T> high)
    {
        // The native instructions return their second operand when one is not a number.
        return new(Vector512.MinNative(high._v, Vector512.MaxNative(low._v, a._v)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> Abs(Vector512Of<T> a) => new(Vector512.Abs(a._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> Round(Vector512Of<T> a) => typeof(T) == typeof(float)
        ? new(Vector512.Round(a._v.AsSingle()).As<float, T>())
        : new(Vector512.Round(a._v.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> Sqrt(Vector512Of<T> a) => new(Vector512.Sqrt(a._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> AddToExponent(Vector512Of<T> a, Vector512Of<T> shifted) => typeof(T) == typeof(float)
        ? new((a._v.AsInt32() + (shifted._v.AsInt32() << 23)).As<int, T>())
        : new((a._v.AsInt64() + (shifted._v.AsInt64() << 52)).As<long, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> Select(Vector512Of<T> mask, Vector512Of<T> whenSet, Vector512Of<T> whenClear) =>
        new(Vector512.ConditionalSelect(mask._v, whenSet._v, whenClear._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Of<T> WhereGreater(Vector512Of<T> a, Vector512Of<T> b, Vector512Of<T> yes, Vector512Of<T> no) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(a._v, b._v), yes._v, no._v));
}
