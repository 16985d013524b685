using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// Where the sum of a matrix product begins, as a type parameter: the register blocks are written once and specialised to a bias, to
/// zero or to the value already in the output. The address not asked for is never read.
/// </summary>
internal interface ISumStart
{
    /// <summary>Lanes are samples: one bias for all lanes.</summary>
    static abstract V OverSamples<V, T>(Slab<T> bias, Slab<T> output) where V : struct, IVector<V, T> where T : unmanaged;

    /// <summary>Lanes are units: one bias a lane.</summary>
    static abstract V OverUnits<V, T>(Slab<T> bias, Slab<T> output) where V : struct, IVector<V, T> where T : unmanaged;
}

/// <summary>The sum begins with the bias.</summary>
internal readonly struct FromBias : ISumStart
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V OverSamples<V, T>(Slab<T> bias, Slab<T> output) where V : struct, IVector<V, T> where T : unmanaged =>
        V.Broadcast(bias[0]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V OverUnits<V, T>(Slab<T> bias, Slab<T> output) where V : struct, IVector<V, T> where T : unmanaged => V.Load(bias);
}

/// <summary>The sum begins with zero.</summary>
internal readonly struct FromZero : ISumStart
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V OverSamples<V, T>(Slab<T> bias, Slab<T> output) where V : struct, IVector<V, T> where T : unmanaged => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V OverUnits<V, T>(Slab<T> bias, Slab<T> output) where V : struct, IVector<V, T> where T : unmanaged => default;
}

/// <summary>The sum continues the one in the output.</summary>
internal readonly struct FromOutput : ISumStart
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V OverSamples<V, T>(Slab<T> bias, Slab<T> output) where V : struct, IVector<V, T> where T : unmanaged => V.Load(output);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V OverUnits<V, T>(Slab<T> bias, Slab<T> output) where V : struct, IVector<V, T> where T : unmanaged => V.Load(output);
}
