using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>
/// A vector holds a half or a quarter of the tile: up to 6 outputs by two vectors of accumulators, which fits 16 registers. A quarter makes
/// two passes.
/// </content>
public static partial class MatMul
{
    private static void SplitRow<V, T, TStart>(
        Slab<T> x, Slab<T> weights, int weightStride, Slab<T> bias, Slab<T> y, int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        for (int lane = 0; lane < Tile<T>.Lanes; lane += 2 * V.Count)
            SplitRowLanes<V, T, TStart>(x + lane, weights, weightStride, bias, y + lane, inputs, outputs);
    }

    private static void SplitRowLanes<V, T, TStart>(
        Slab<T> x, Slab<T> weights, int weightStride, Slab<T> bias, Slab<T> y, int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        int n = 0;
        for (; outputs - n >= 6; n += 6)
            SplitBlock<V, T, TStart, Of6>(x, weights + n, weightStride, bias + n, y + n * Tile<T>.Lanes, inputs);
        if (outputs - n >= 4)
        {
            SplitBlock<V, T, TStart, Of4>(x, weights + n, weightStride, bias + n, y + n * Tile<T>.Lanes, inputs);
            n += 4;
        }
        if (outputs - n >= 2)
        {
            SplitBlock<V, T, TStart, Of2>(x, weights + n, weightStride, bias + n, y + n * Tile<T>.Lanes, inputs);
            n += 2;
        }
        if (outputs > n)
            SplitBlock<V, T, TStart, Of1>(x, weights + n, weightStride, bias + n, y + n * Tile<T>.Lanes, inputs);
    }

    /// <summary>Two vectors of one row of x by <c>TSize</c> neighbouring columns of the weights, in registers throughout.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void SplitBlock<V, T, TStart, TSize>(
        Slab<T> x, Slab<T> weights, int weightStride, Slab<T> bias, Slab<T> y, int inputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
        where TSize : IBlockSize
    {
        V a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default;
        V b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default;
        a0 = TStart.OverSamples<V, T>(bias, y);
        b0 = TStart.OverSamples<V, T>(bias, y + V.Count);
        if (TSize.Size > 1)
        {
            a1 = TStart.OverSamples<V, T>(bias + 1, y + Tile<T>.Lanes);
            b1 = TStart.OverSamples<V, T>(bias + 1, y + (Tile<T>.Lanes + V.Count));
        }
        if (TSize.Size > 2)
        {
            a2 = TStart.OverSamples<V, T>(bias + 2, y + 2 * Tile<T>.Lanes);
            b2 = TStart.OverSamples<V, T>(bias + 2, y + (2 * Tile<T>.Lanes + V.Count));
            a3 = TStart.OverSamples<V, T>(bias + 3, y + 3 * Tile<T>.Lanes);
            b3 = TStart.OverSamples<V, T>(bias + 3, y + (3 * Tile<T>.Lanes + V.Count));
        }
        if (TSize.Size > 4)
        {
            a4 = TStart.OverSamples<V, T>(bias + 4, y + 4 * Tile<T>.Lanes);
            b4 = TStart.OverSamples<V, T>(bias + 4, y + (4 * Tile<T>.Lanes + V.Count));
            a5 = TStart.OverSamples<V, T>(bias + 5, y + 5 * Tile<T>.Lanes);
            b5 = TStart.OverSamples<V, T>(bias + 5, y + (5 * Tile<T>.Lanes + V.Count));
        }

        T* w = weights.Address;
        nint nextRow = weightStride;
        T* input = x.Address;
        for (T* end = input + (nint)inputs * Tile<T>.Lanes; input < end; input += Tile<T>.Lanes, w += nextRow)
        {
            V a = V.Load(new Slab<T>(input));
            V b = V.Load(new Slab<T>(input + V.Count));
            V weight = V.Broadcast(w[0]);
            a0 = V.MultiplyAdd(weight, a, a0);
            b0 = V.MultiplyAdd(weight, b, b0);
            if (TSize.Size > 1)
            {
                weight = V.Broadcast(w[1]);
                a1 = V.MultiplyAdd(weight, a, a1);
                b1 = V.MultiplyAdd(weight, b, b1);
            }
            if (TSize.Size > 2)
            {
                weight = V.Broadcast(w[2]);
                a2 = V.MultiplyAdd(weight, a, a2);
                b2 = V.MultiplyAdd(weight, b, b2);
                weight = V.Broadcast(w[3]);
                a3 = V.MultiplyAdd(weight, a, a3);
                b3 = V.MultiplyAdd(weight, b, b3);
            }
            if (TSize.Size > 4)
            {
                weight = V.Broadcast(w[4]);
                a4 = V.MultiplyAdd(weight, a, a4);
                b4 = V.MultiplyAdd(weight, b, b4);
                weight = V.Broadcast(w[5]);
                a5 = V.MultiplyAdd(weight, a, a5);
                b5 = V.MultiplyAdd(weight, b, b5);
            }
        }

        a0.Store(y);
        b0.Store(y + V.Count);
        if (TSize.Size > 1)
        {
            a1.Store(y + Tile<T>.Lanes);
            b1.Store(y + (Tile<T>.Lanes + V.Count));
        }
        if (TSize.Size > 2)
        {
            a2.Store(y + 2 * Tile<T>.Lanes);
            b2.Store(y + (2 * Tile<T>.Lanes + V.Count));
            a3.Store(y + 3 * Tile<T>.Lanes);
            b3.Store(y + (3 * Tile<T>.Lanes + V.Count));
        }
        if (TSize.Size > 4)
        {
            a4.Store(y + 4 * Tile<T>.Lanes);
            b4.Store(y + (4 * Tile<T>.Lanes + V.Count));
            a5.Store(y + 5 * Tile<T>.Lanes);
            b5.Store(y + (5 * Tile<T>.Lanes + V.Count));
        }
    }
}
