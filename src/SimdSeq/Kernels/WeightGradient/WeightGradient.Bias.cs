using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>Gradients of biases alone.</content>
public static partial class WeightGradient
{
    /// <summary>
    /// <c>gradient[n] += sum over rows r and lanes of d[r, n]</c>, rows ascending, then the lanes as <see cref="LaneSum"/> has
    /// it.
    /// </summary>
    /// <param name="d">Gradient of the output, <c>[rows][outputs][lane]</c>.</param>
    /// <param name="dStride">Features from one row of <paramref name="d"/> to the next.</param>
    /// <param name="gradient">Gradient of the bias, <c>[outputs]</c>, added to.</param>
    /// <param name="rows">Rows, usually time steps.</param>
    /// <param name="outputs">Features of a row.</param>
    internal static void OfBias<V, T>(Slab<T> d, int dStride, Slab<T> gradient, int rows, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int n = 0;
        for (; outputs - n >= 6; n += 6)
            BiasBlock<V, T, Of6>(d + n * Tile<T>.Lanes, dStride, gradient + n, rows);
        if (outputs - n >= 4)
        {
            BiasBlock<V, T, Of4>(d + n * Tile<T>.Lanes, dStride, gradient + n, rows);
            n += 4;
        }
        for (; n < outputs; n++)
            BiasBlock<V, T, Of1>(d + n * Tile<T>.Lanes, dStride, gradient + n, rows);
    }

    /// <summary>Row sums of <c>TColumns</c> features of d, lane by lane, then over the lanes into the gradient.</summary>
    [SkipLocalsInit]
    private static unsafe void BiasBlock<V, T, TColumns>(Slab<T> d, int dStride, Slab<T> gradient, int rows)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TColumns : IBlockSize
    {
        T* memory = stackalloc T[(TColumns.Size + 1) * Tile<T>.Lanes];
        var sums = Slab<T>.AtLine(memory);
        sums.Clear(TColumns.Size * Tile<T>.Lanes);
        for (int lane = 0; lane < Tile<T>.Lanes; lane += V.Count)
            BiasSums<V, T, TColumns>(d + lane, dStride * Tile<T>.Lanes, Tile<T>.Lanes, sums + lane, rows);
        AddLanes(sums, gradient, TColumns.Size);
    }

    /// <summary>
    /// <c>sums[n] += d[r, n]</c>, rows ascending, of neighbouring features that are <paramref name="next"/> values apart.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void BiasSums<V, T, TColumns>(Slab<T> d, int step, int next, Slab<T> sums, int rows)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TColumns : IBlockSize
    {
        V a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default;
        Load<V, T, TColumns>(sums, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5);
        for (int r = 0; r < rows; r++, d += step)
        {
            a0 += V.Load(d);
            if (TColumns.Size > 1)
                a1 += V.Load(d, next);
            if (TColumns.Size > 2)
                a2 += V.Load(d, 2 * next);
            if (TColumns.Size > 3)
                a3 += V.Load(d, 3 * next);
            if (TColumns.Size > 4)
                a4 += V.Load(d, 4 * next);
            if (TColumns.Size > 5)
                a5 += V.Load(d, 5 * next);
        }
        Store<V, T, TColumns>(sums, a0, a1, a2, a3, a4, a5);
    }
}
