using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SimdSeq.Kernels;

/// <content>
/// Copies for vectors that hold a part of the tile. They take a part of every cache line at a time, and rows lie far apart, often in the
/// same few lines of the cache: so weight gradients copy what they read, part by part, in the order in which the blocks read it.
/// </content>
public static partial class WeightGradient
{
    /// <summary>Whether rows are summed while they are copied, as a type parameter.</summary>
    private interface IRowSums
    {
        static abstract bool AreMade { get; }
    }

    private readonly struct WithRowSums : IRowSums
    {
        public static bool AreMade
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => true;
        }
    }

    private readonly struct WithoutRowSums : IRowSums
    {
        public static bool AreMade
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => false;
        }
    }

    private static void CopyParts<V, T, TSums>(Slab<T> from, int stride, Slab<T> copy, int rows, int features, Slab<T> sums)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TSums : IRowSums
    {
        if (features == 4)
            CopyParts<V, T, TSums, Of4>(from, stride, copy, rows, sums);
        else if (features == 3)
            CopyParts<V, T, TSums, Of3>(from, stride, copy, rows, sums);
        else if (features == 2)
            CopyParts<V, T, TSums, Of2>(from, stride, copy, rows, sums);
        else
            CopyParts<V, T, TSums, Of1>(from, stride, copy, rows, sums);
    }

    /// <summary>
    /// <c>copy[part][row][feature]</c> of neighbouring features: what the vectors of a block read, one after another; and, if asked for,
    /// <c>sums[feature][lane]</c> plus all rows. The features after them are fetched, as they will be next, and are far away.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void CopyParts<V, T, TSums, TFeatures>(Slab<T> from, int stride, Slab<T> copy, int rows, Slab<T> sums)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TSums : IRowSums
        where TFeatures : IBlockSize
    {
        V a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        V c0 = default, c1 = default, c2 = default, c3 = default, e0 = default, e1 = default, e2 = default, e3 = default;
        if (TSums.AreMade)
        {
            LoadTile(sums, ref a0, ref a1, ref a2, ref a3);
            if (TFeatures.Size > 1)
                LoadTile(sums + Tile<T>.Lanes, ref b0, ref b1, ref b2, ref b3);
            if (TFeatures.Size > 2)
                LoadTile(sums + 2 * Tile<T>.Lanes, ref c0, ref c1, ref c2, ref c3);
            if (TFeatures.Size > 3)
                LoadTile(sums + 3 * Tile<T>.Lanes, ref e0, ref e1, ref e2, ref e3);
        }

        int part = rows * TFeatures.Size * V.Count;
        for (int r = 0; r < rows; r++, from += stride * Tile<T>.Lanes, copy += TFeatures.Size * V.Count)
        {
            CopyTile<V, T, TSums, TFeatures>(from, copy, part, ref a0, ref a1, ref a2, ref a3);
            if (TFeatures.Size > 1)
                CopyTile<V, T, TSums, TFeatures>(from + Tile<T>.Lanes, copy + V.Count, part, ref b0, ref b1, ref b2, ref b3);
            if (TFeatures.Size > 2)
                CopyTile<V, T, TSums, TFeatures>(from + 2 * Tile<T>.Lanes, copy + 2 * V.Count, part, ref c0, ref c1, ref c2, ref c3);
            if (TFeatures.Size > 3)
                CopyTile<V, T, TSums, TFeatures>(from + 3 * Tile<T>.Lanes, copy + 3 * V.Count, part, ref e0, ref e1, ref e2, ref e3);
        }
        if (!TSums.AreMade)
            return;
        StoreTile(sums, a0, a1, a2, a3);
        if (TFeatures.Size > 1)
            StoreTile(sums + Tile<T>.Lanes, b0, b1, b2, b3);
        if (TFeatures.Size > 2)
            StoreTile(sums + 2 * Tile<T>.Lanes, c0, c1, c2, c3);
        if (TFeatures.Size > 3)
            StoreTile(sums + 3 * Tile<T>.Lanes, e0, e1, e2, e3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void CopyTile<V, T, TSums, TFeatures>(
        Slab<T> from, Slab<T> copy, int part, ref V a, ref V b, ref V c, ref V e)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TSums : IRowSums
        where TFeatures : IBlockSize
    {
        if (Sse.IsSupported)
            Sse.Prefetch1((from + TFeatures.Size * Tile<T>.Lanes).Address);
        CopyPart<V, T, TSums>(from, copy, ref a);
        CopyPart<V, T, TSums>(from + V.Count, copy + part, ref b);
        if (Tile<T>.Lanes > 2 * V.Count)
        {
            CopyPart<V, T, TSums>(from + 2 * V.Count, copy + 2 * part, ref c);
            CopyPart<V, T, TSums>(from + 3 * V.Count, copy + 3 * part, ref e);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyPart<V, T, TSums>(Slab<T> from, Slab<T> copy, ref V sum)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TSums : IRowSums
    {
        V part = V.Load(from);
        part.Store(copy);
        if (TSums.AreMade)
            sum += part;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadTile<V, T>(Slab<T> tile, ref V a, ref V b, ref V c, ref V e)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        a = V.Load(tile);
        b = V.Load(tile, V.Count);
        if (Tile<T>.Lanes > 2 * V.Count)
        {
            c = V.Load(tile, 2 * V.Count);
            e = V.Load(tile, 3 * V.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTile<V, T>(Slab<T> tile, V a, V b, V c, V e)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        a.Store(tile);
        b.Store(tile + V.Count);
        if (Tile<T>.Lanes > 2 * V.Count)
        {
            c.Store(tile + 2 * V.Count);
            e.Store(tile + 3 * V.Count);
        }
    }
}
