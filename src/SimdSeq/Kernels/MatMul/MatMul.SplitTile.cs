using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>
/// A vector holds a half or a quarter of the tile: up to 6 outputs by two vectors of accumulators, which fits 16 registers. A quarter makes
/// two passes.
/// </content>
public static partial class MatMul
{
    private static void SplitRow<V, T, TStart, TTerms>(
        Slab<T> x, Slab<T> weights, int weightStride, Slab<T> bias, Slab<T> y, int inputs, int outputs, in SecondTerm<T> second)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
        where TTerms : ITerms
    {
        for (int lane = 0; lane < Tile<T>.Lanes; lane += 2 * V.Count)
        {
            SecondTerm<T> part = TTerms.AreTwo ? second with { X = second.X + lane } : default;
            SplitRowLanes<V, T, TStart, TTerms>(x + lane, weights, weightStride, bias, y + lane, inputs, outputs, part);
        }
    }

    private static void SplitRowLanes<V, T, TStart, TTerms>(
        Slab<T> x, Slab<T> weights, int weightStride, Slab<T> bias, Slab<T> y, int inputs, int outputs, in SecondTerm<T> second)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
        where TTerms : ITerms
    {
        int n = 0;
        // Two columns at the end are too few to keep the hardware busy: two blocks of four take them in.
        for (; outputs - n >= 6 && outputs - n != 8; n += 6)
            SplitBlock<V, T, TStart, TTerms, Of6>(x, weights + n, weightStride, bias + n, y + n * Tile<T>.Lanes, inputs, second, n);
        for (; outputs - n >= 4; n += 4)
            SplitBlock<V, T, TStart, TTerms, Of4>(x, weights + n, weightStride, bias + n, y + n * Tile<T>.Lanes, inputs, second, n);
        if (outputs - n >= 2)
        {
            SplitBlock<V, T, TStart, TTerms, Of2>(x, weights + n, weightStride, bias + n, y + n * Tile<T>.Lanes, inputs, second, n);
            n += 2;
        }
        if (outputs > n)
            SplitBlock<V, T, TStart, TTerms, Of1>(x, weights + n, weightStride, bias + n, y + n * Tile<T>.Lanes, inputs, second, n);
    }

    /// <summary>Two vectors of one row of x by <c>TSize</c> neighbouring columns of the weights, in registers throughout.</summary>
    /// <remarks>
    /// More than some six stores in a row hold up what follows (25 cycles of a block on Zen 3). The last inputs are therefore taken for two
    /// columns at a time, so that their sums are stored apart.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void SplitBlock<V, T, TStart, TTerms, TSize>(
        Slab<T> x, Slab<T> weights, int weightStride, Slab<T> bias, Slab<T> y, int inputs, in SecondTerm<T> second, int column)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
        where TTerms : ITerms
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
        T* input = x.Address, end = input + (nint)inputs * Tile<T>.Lanes;
        nint rest = TSize.Size > 2 && (TTerms.AreTwo ? second.Inputs : inputs) >= 3 ? 3 * Tile<T>.Lanes : 0;
        if (!TTerms.AreTwo)
            end -= rest;
        for (int term = 0; ; term++)
        {
            for (; input < end; input += Tile<T>.Lanes, w += nextRow)
            {
                V a = V.Load(new Slab<T>(input));
                V b = V.Load(new Slab<T>(input), V.Count);
                V weight = V.Broadcast(w[0]);
                V.AddProduct(ref a0, weight, a);
                V.AddProduct(ref b0, weight, b);
                if (TSize.Size > 1)
                {
                    weight = V.Broadcast(w[1]);
                    V.AddProduct(ref a1, weight, a);
                    V.AddProduct(ref b1, weight, b);
                }
                if (TSize.Size > 2)
                {
                    weight = V.Broadcast(w[2]);
                    V.AddProduct(ref a2, weight, a);
                    V.AddProduct(ref b2, weight, b);
                    weight = V.Broadcast(w[3]);
                    V.AddProduct(ref a3, weight, a);
                    V.AddProduct(ref b3, weight, b);
                }
                if (TSize.Size > 4)
                {
                    weight = V.Broadcast(w[4]);
                    V.AddProduct(ref a4, weight, a);
                    V.AddProduct(ref b4, weight, b);
                    weight = V.Broadcast(w[5]);
                    V.AddProduct(ref a5, weight, a);
                    V.AddProduct(ref b5, weight, b);
                }
            }
            if (!TTerms.AreTwo || term == 1)
                break;
            input = second.X.Address;
            end = input + ((nint)second.Inputs * Tile<T>.Lanes - rest);
            w = second.Weights.Address + column;
            nextRow = second.WeightStride;
        }

        if (TSize.Size > 2)
        {
            end = input + rest;
            FinishTwoColumns(input, end, w, nextRow, a0, b0, a1, b1, y);
            FinishTwoColumns(input, end, w + 2, nextRow, a2, b2, a3, b3, y + 2 * Tile<T>.Lanes);
            if (TSize.Size > 4)
                FinishTwoColumns(input, end, w + 4, nextRow, a4, b4, a5, b5, y + 4 * Tile<T>.Lanes);
            return;
        }

        a0.Store(y);
        b0.Store(y + V.Count);
        if (TSize.Size > 1)
        {
            a1.Store(y + Tile<T>.Lanes);
            b1.Store(y + (Tile<T>.Lanes + V.Count));
        }
    }

    /// <summary>Two columns: the inputs that are left, and the stores.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void FinishTwoColumns<V, T>(T* input, T* end, T* w, nint nextRow, V a0, V b0, V a1, V b1, Slab<T> y)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        for (; input < end; input += Tile<T>.Lanes, w += nextRow)
        {
            V a = V.Load(new Slab<T>(input));
            V b = V.Load(new Slab<T>(input), V.Count);
            V weight = V.Broadcast(w[0]);
            V.AddProduct(ref a0, weight, a);
            V.AddProduct(ref b0, weight, b);
            weight = V.Broadcast(w[1]);
            V.AddProduct(ref a1, weight, a);
            V.AddProduct(ref b1, weight, b);
        }
        a0.Store(y);
        b0.Store(y, V.Count);
        a1.Store(y, Tile<T>.Lanes);
        b1.Store(y, Tile<T>.Lanes + V.Count);
    }
}
