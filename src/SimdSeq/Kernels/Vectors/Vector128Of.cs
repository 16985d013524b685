using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Wasm;

namespace SimdSeq.Kernels;

/// <summary>The 128-bit vector (SSE, Arm64 NEON and WebAssembly) behind <see cref="IVector{TSelf, T}"/>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public readonly unsafe struct Vector128Of<T> : IVector<Vector128Of<T>, T> where T : unmanaged
{
    private readonly Vector128<T> _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128Of(Vector128<T> v) => _v = v;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128<T>.Count;
    }

    /// <summary>One value, then zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128Of<T> First(T value) => new(Vector128.CreateScalar(value));

    /// <summary>The value of the first lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal T First() => _v.ToScalar();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> Load(Slab<T> source) => new(Vector128.Load(source.Address));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> Load(Slab<T> source, int offset) => new(Vector128.Load(source.Address + offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> Broadcast(T value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void BroadcastFour(
        Slab<T> source, out Vector128Of<T> first, out Vector128Of<T> second, out Vector128Of<T> third, out Vector128Of<T> fourth)
    {
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
    public static Vector128Of<T> operator +(Vector128Of<T> a, Vector128Of<T> b) => new(a._v + b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> operator -(Vector128Of<T> a, Vector128Of<T> b) => new(a._v - b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> operator *(Vector128Of<T> a, Vector128Of<T> b) => new(a._v * b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> operator /(Vector128Of<T> a, Vector128Of<T> b) => new(a._v / b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> operator -(Vector128Of<T> a) => new(-a._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> operator +(T constant, Vector128Of<T> a) => new(Vector128.Create(constant) + a._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> operator -(T constant, Vector128Of<T> a) => new(Vector128.Create(constant) - a._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> operator *(T constant, Vector128Of<T> a) => new(Vector128.Create(constant) * a._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> MultiplyAdd(Vector128Of<T> a, Vector128Of<T> b, Vector128Of<T> c) => typeof(T) == typeof(float)
        ? new(MultiplyAdd(a._v.AsSingle(), b._v.AsSingle(), c._v.AsSingle()).As<float, T>())
        : new(MultiplyAdd(a._v.AsDouble(), b._v.AsDouble(), c._v.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Vector128Of<T> sum, Vector128Of<T> a, Vector128Of<T> b)
    {
        // Written to the field itself: assigned as a whole, the sum would first be formed in the register of a dying factor.
        ref Vector128<T> v = ref Unsafe.AsRef(in sum._v);
        if (typeof(T) == typeof(float))
            v = MultiplyAdd(a._v.AsSingle(), b._v.AsSingle(), v.AsSingle()).As<float, T>();
        else
            v = MultiplyAdd(a._v.AsDouble(), b._v.AsDouble(), v.AsDouble()).As<double, T>();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> MultiplyAddBroadcast(Slab<T> a, Vector128Of<T> b, Vector128Of<T> c) => typeof(T) == typeof(float)
        ? new(MultiplyAdd(Vector128.Create(*(float*)a.Address), b._v.AsSingle(), c._v.AsSingle()).As<float, T>())
        : new(MultiplyAdd(Vector128.Create(*(double*)a.Address), b._v.AsDouble(), c._v.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> MultiplyAddLoad(Slab<T> a, Vector128Of<T> b, Vector128Of<T> c) => typeof(T) == typeof(float)
        ? new(MultiplyAdd(Vector128.Load((float*)a.Address), b._v.AsSingle(), c._v.AsSingle()).As<float, T>())
        : new(MultiplyAdd(Vector128.Load((double*)a.Address), b._v.AsDouble(), c._v.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> MultiplyAddLoad(Slab<T> a, int offset, Vector128Of<T> b, Vector128Of<T> c) => typeof(T) == typeof(float)
        ? new(MultiplyAdd(Vector128.Load((float*)a.Address + offset), b._v.AsSingle(), c._v.AsSingle()).As<float, T>())
        : new(MultiplyAdd(Vector128.Load((double*)a.Address + offset), b._v.AsDouble(), c._v.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> Min(Vector128Of<T> a, Vector128Of<T> b) => new(Vector128.Min(a._v, b._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> Max(Vector128Of<T> a, Vector128Of<T> b) => new(Vector128.Max(a._v, b._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> Clamp(Vector128Of<T> a, Vector128Of<T> low, Vector128Of<T> high)
    {
        // The native instructions return their second operand when one is not a number.
        return new(Vector128.MinNative(high._v, Vector128.MaxNative(low._v, a._v)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> Abs(Vector128Of<T> a) => new(Vector128.Abs(a._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> Round(Vector128Of<T> a) => typeof(T) == typeof(float)
        ? new(Vector128.Round(a._v.AsSingle()).As<float, T>())
        : new(Vector128.Round(a._v.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> Sqrt(Vector128Of<T> a) => new(Vector128.Sqrt(a._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> AddToExponent(Vector128Of<T> a, Vector128Of<T> shifted) => typeof(T) == typeof(float)
        ? new((a._v.AsInt32() + (shifted._v.AsInt32() << 23)).As<int, T>())
        : new((a._v.AsInt64() + (shifted._v.AsInt64() << 52)).As<long, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> Select(Vector128Of<T> mask, Vector128Of<T> whenSet, Vector128Of<T> whenClear) =>
        new(Vector128.ConditionalSelect(mask._v, whenSet._v, whenClear._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Of<T> WhereGreater(Vector128Of<T> a, Vector128Of<T> b, Vector128Of<T> yes, Vector128Of<T> no) =>
        new(Vector128.ConditionalSelect(Vector128.GreaterThan(a._v, b._v), yes._v, no._v));

    // A browser interprets the estimate as a call that takes eight times the two operations it is there, where nothing is fused.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
        PackedSimd.IsSupported ? a * b + c : Vector128.MultiplyAddEstimate(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> MultiplyAdd(Vector128<double> a, Vector128<double> b, Vector128<double> c) =>
        PackedSimd.IsSupported ? a * b + c : Vector128.MultiplyAddEstimate(a, b, c);
}
