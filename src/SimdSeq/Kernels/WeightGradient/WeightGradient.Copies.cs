using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SimdSeq.Kernels;

/// <content>Copies of the inputs of a panel, part of the lanes by part, in the order in which the blocks read them.</content>
public static partial class WeightGradient
{
    private static void CopyParts<V, T>(Slab<T> from, int stride, Slab<T> copy, int rows, int features)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        if (features == 4)
            CopyParts<V, T, Of4>(from, stride, copy, rows);
        else if (features == 3)
            CopyParts<V, T, Of3>(from, stride, copy, rows);
        else if (features == 2)
            CopyParts<V, T, Of2>(from, stride, copy, rows);
        else
            CopyParts<V, T, Of1>(from, stride, copy, rows);
    }

    /// <summary>
    /// <c>copy[part][row][feature]</c> of neighbouring features. Those after them are fetched, as they will be next, and are far away.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void CopyParts<V, T, TFeatures>(Slab<T> from, int stride, Slab<T> copy, int rows)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TFeatures : IBlockSize
    {
        int part = rows * TFeatures.Size * V.Count;
        for (int r = 0; r < rows; r++, from += stride * Tile<T>.Lanes, copy += TFeatures.Size * V.Count)
        {
            for (int i = 0; i < TFeatures.Size; i++)
            {
                Slab<T> tile = from + i * Tile<T>.Lanes, to = copy + i * V.Count;
                if (Sse.IsSupported)
                    Sse.Prefetch1((tile + TFeatures.Size * Tile<T>.Lanes).Address);
                for (int lane = 0; lane < Tile<T>.Lanes; lane += V.Count, to += part)
                    V.Load(tile, lane).Store(to);
            }
        }
    }
}
