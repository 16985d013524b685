using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// Sums over inputs for one, two or four vectors of outputs, in registers. So few are chains that wait for themselves, so several of these
/// run side by side where several products have nothing to do with one another.
/// </summary>
internal struct UnitSums<V, T, TSize>
    where V : struct, IVector<V, T>
    where T : unmanaged
    where TSize : IBlockSize
{
    private V _s0, _s1, _s2, _s3;

    /// <summary>Goes on with the sums in <paramref name="y"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public UnitSums(Slab<T> y)
    {
        _s0 = V.Load(y);
        _s1 = TSize.Size > 1 ? V.Load(y, V.Count) : default;
        _s2 = TSize.Size > 2 ? V.Load(y, 2 * V.Count) : default;
        _s3 = TSize.Size > 2 ? V.Load(y, 3 * V.Count) : default;
    }

    /// <summary>Adds the products of an input with its weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Slab<T> weights, V x)
    {
        _s0 = V.MultiplyAddLoad(weights, x, _s0);
        if (TSize.Size > 1) _s1 = V.MultiplyAddLoad(weights, V.Count, x, _s1);
        if (TSize.Size > 2) _s2 = V.MultiplyAddLoad(weights, 2 * V.Count, x, _s2);
        if (TSize.Size > 2) _s3 = V.MultiplyAddLoad(weights, 3 * V.Count, x, _s3);
    }

    /// <summary>Writes the sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(Slab<T> y)
    {
        _s0.Store(y);
        if (TSize.Size > 1) _s1.Store(y, V.Count);
        if (TSize.Size > 2) _s2.Store(y, 2 * V.Count);
        if (TSize.Size > 2) _s3.Store(y, 3 * V.Count);
    }
}
