using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>A vector holds the whole tile: up to 24 outputs by one vector of accumulators.</content>
public static partial class MatMul
{
    private static void WholeRow<V, T, TStart, TTerms>(
        Slab<T> x, Slab<T> weights, int weightStride, Slab<T> bias, Slab<T> y, int inputs, int outputs, in SecondTerm<T> second)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
        where TTerms : ITerms
    {
        int n = 0;
        for (; outputs - n >= 24; n += 24)
            WholeBlock<V, T, TStart, TTerms, Of24>(x, weights + n, weightStride, bias + n, y + n * V.Count, inputs, second, n);
        if (outputs - n >= 16)
        {
            WholeBlock<V, T, TStart, TTerms, Of16>(x, weights + n, weightStride, bias + n, y + n * V.Count, inputs, second, n);
            n += 16;
        }
        if (outputs - n >= 8)
        {
            WholeBlock<V, T, TStart, TTerms, Of8>(x, weights + n, weightStride, bias + n, y + n * V.Count, inputs, second, n);
            n += 8;
        }
        if (outputs - n >= 4)
        {
            WholeBlock<V, T, TStart, TTerms, Of4>(x, weights + n, weightStride, bias + n, y + n * V.Count, inputs, second, n);
            n += 4;
        }
        if (outputs - n >= 2)
        {
            WholeBlock<V, T, TStart, TTerms, Of2>(x, weights + n, weightStride, bias + n, y + n * V.Count, inputs, second, n);
            n += 2;
        }
        if (outputs > n)
            WholeBlock<V, T, TStart, TTerms, Of1>(x, weights + n, weightStride, bias + n, y + n * V.Count, inputs, second, n);
    }

    /// <summary>One row of x by <c>TSize</c> neighbouring columns of the weights, in registers throughout.</summary>
    /// <remarks>
    /// 24 stores in a row hold up what follows (48 cycles of a block on Zen 4). The last inputs are therefore taken for four columns at a
    /// time, so that their sums are stored apart.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void WholeBlock<V, T, TStart, TTerms, TSize>(
        Slab<T> x, Slab<T> weights, int weightStride, Slab<T> bias, Slab<T> y, int inputs, in SecondTerm<T> second, int column)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
        where TTerms : ITerms
        where TSize : IBlockSize
    {
        V a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default;
        V a6 = default, a7 = default, a8 = default, a9 = default, a10 = default, a11 = default;
        V a12 = default, a13 = default, a14 = default, a15 = default, a16 = default, a17 = default;
        V a18 = default, a19 = default, a20 = default, a21 = default, a22 = default, a23 = default;
        a0 = TStart.OverSamples<V, T>(bias, y);
        if (TSize.Size > 1)
            a1 = TStart.OverSamples<V, T>(bias + 1, y + V.Count);
        if (TSize.Size > 2)
        {
            a2 = TStart.OverSamples<V, T>(bias + 2, y + 2 * V.Count);
            a3 = TStart.OverSamples<V, T>(bias + 3, y + 3 * V.Count);
        }
        if (TSize.Size > 4)
        {
            a4 = TStart.OverSamples<V, T>(bias + 4, y + 4 * V.Count);
            a5 = TStart.OverSamples<V, T>(bias + 5, y + 5 * V.Count);
            a6 = TStart.OverSamples<V, T>(bias + 6, y + 6 * V.Count);
            a7 = TStart.OverSamples<V, T>(bias + 7, y + 7 * V.Count);
        }
        if (TSize.Size > 8)
        {
            a8 = TStart.OverSamples<V, T>(bias + 8, y + 8 * V.Count);
            a9 = TStart.OverSamples<V, T>(bias + 9, y + 9 * V.Count);
            a10 = TStart.OverSamples<V, T>(bias + 10, y + 10 * V.Count);
            a11 = TStart.OverSamples<V, T>(bias + 11, y + 11 * V.Count);
            a12 = TStart.OverSamples<V, T>(bias + 12, y + 12 * V.Count);
            a13 = TStart.OverSamples<V, T>(bias + 13, y + 13 * V.Count);
            a14 = TStart.OverSamples<V, T>(bias + 14, y + 14 * V.Count);
            a15 = TStart.OverSamples<V, T>(bias + 15, y + 15 * V.Count);
        }
        if (TSize.Size > 16)
        {
            a16 = TStart.OverSamples<V, T>(bias + 16, y + 16 * V.Count);
            a17 = TStart.OverSamples<V, T>(bias + 17, y + 17 * V.Count);
            a18 = TStart.OverSamples<V, T>(bias + 18, y + 18 * V.Count);
            a19 = TStart.OverSamples<V, T>(bias + 19, y + 19 * V.Count);
            a20 = TStart.OverSamples<V, T>(bias + 20, y + 20 * V.Count);
            a21 = TStart.OverSamples<V, T>(bias + 21, y + 21 * V.Count);
            a22 = TStart.OverSamples<V, T>(bias + 22, y + 22 * V.Count);
            a23 = TStart.OverSamples<V, T>(bias + 23, y + 23 * V.Count);
        }

        T* w = weights.Address;
        nint nextRow = weightStride;
        T* input = x.Address, end = input + (nint)inputs * V.Count;
        nint rest = TSize.Size > 4 && (TTerms.AreTwo ? second.Inputs : inputs) >= 3 ? 3 * V.Count : 0;
        if (!TTerms.AreTwo)
            end -= rest;
        for (int term = 0; ; term++)
        {
            for (; input < end; input += V.Count, w += nextRow)
            {
                V value = V.Load(new Slab<T>(input));
                a0 = V.MultiplyAddBroadcast(new Slab<T>(w), value, a0);
                if (TSize.Size > 1)
                    a1 = V.MultiplyAddBroadcast(new Slab<T>(w + 1), value, a1);
                if (TSize.Size > 2)
                {
                    a2 = V.MultiplyAddBroadcast(new Slab<T>(w + 2), value, a2);
                    a3 = V.MultiplyAddBroadcast(new Slab<T>(w + 3), value, a3);
                }
                if (TSize.Size > 4)
                {
                    a4 = V.MultiplyAddBroadcast(new Slab<T>(w + 4), value, a4);
                    a5 = V.MultiplyAddBroadcast(new Slab<T>(w + 5), value, a5);
                    a6 = V.MultiplyAddBroadcast(new Slab<T>(w + 6), value, a6);
                    a7 = V.MultiplyAddBroadcast(new Slab<T>(w + 7), value, a7);
                }
                if (TSize.Size > 8)
                {
                    a8 = V.MultiplyAddBroadcast(new Slab<T>(w + 8), value, a8);
                    a9 = V.MultiplyAddBroadcast(new Slab<T>(w + 9), value, a9);
                    a10 = V.MultiplyAddBroadcast(new Slab<T>(w + 10), value, a10);
                    a11 = V.MultiplyAddBroadcast(new Slab<T>(w + 11), value, a11);
                    a12 = V.MultiplyAddBroadcast(new Slab<T>(w + 12), value, a12);
                    a13 = V.MultiplyAddBroadcast(new Slab<T>(w + 13), value, a13);
                    a14 = V.MultiplyAddBroadcast(new Slab<T>(w + 14), value, a14);
                    a15 = V.MultiplyAddBroadcast(new Slab<T>(w + 15), value, a15);
                }
                if (TSize.Size > 16)
                {
                    a16 = V.MultiplyAddBroadcast(new Slab<T>(w + 16), value, a16);
                    a17 = V.MultiplyAddBroadcast(new Slab<T>(w + 17), value, a17);
                    a18 = V.MultiplyAddBroadcast(new Slab<T>(w + 18), value, a18);
                    a19 = V.MultiplyAddBroadcast(new Slab<T>(w + 19), value, a19);
                    a20 = V.MultiplyAddBroadcast(new Slab<T>(w + 20), value, a20);
                    a21 = V.MultiplyAddBroadcast(new Slab<T>(w + 21), value, a21);
                    a22 = V.MultiplyAddBroadcast(new Slab<T>(w + 22), value, a22);
                    a23 = V.MultiplyAddBroadcast(new Slab<T>(w + 23), value, a23);
                }
            }
            if (!TTerms.AreTwo || term == 1)
                break;
            input = second.X.Address;
            end = input + ((nint)second.Inputs * V.Count - rest);
            w = second.Weights.Address + column;
            nextRow = second.WeightStride;
        }

        end = input + rest;
        if (TSize.Size > 2)
            FinishFourColumns(input, end, w, nextRow, a0, a1, a2, a3, y);
        else
        {
            a0.Store(y);
            if (TSize.Size > 1)
                a1.Store(y, V.Count);
        }
        if (TSize.Size > 4)
            FinishFourColumns(input, end, w + 4, nextRow, a4, a5, a6, a7, y + 4 * V.Count);
        if (TSize.Size > 8)
        {
            FinishFourColumns(input, end, w + 8, nextRow, a8, a9, a10, a11, y + 8 * V.Count);
            FinishFourColumns(input, end, w + 12, nextRow, a12, a13, a14, a15, y + 12 * V.Count);
        }
        if (TSize.Size > 16)
        {
            FinishFourColumns(input, end, w + 16, nextRow, a16, a17, a18, a19, y + 16 * V.Count);
            FinishFourColumns(input, end, w + 20, nextRow, a20, a21, a22, a23, y + 20 * V.Count);
        }
    }

    /// <summary>Four columns: the inputs that are left, and the stores.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void FinishFourColumns<V, T>(T* input, T* end, T* w, nint nextRow, V a0, V a1, V a2, V a3, Slab<T> y)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        for (; input < end; input += V.Count, w += nextRow)
        {
            V value = V.Load(new Slab<T>(input));
            a0 = V.MultiplyAddBroadcast(new Slab<T>(w), value, a0);
            a1 = V.MultiplyAddBroadcast(new Slab<T>(w + 1), value, a1);
            a2 = V.MultiplyAddBroadcast(new Slab<T>(w + 2), value, a2);
            a3 = V.MultiplyAddBroadcast(new Slab<T>(w + 3), value, a3);
        }
        a0.Store(y);
        a1.Store(y, V.Count);
        a2.Store(y, 2 * V.Count);
        a3.Store(y, 3 * V.Count);
    }
}
