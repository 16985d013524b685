using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

public static partial class MatVec
{
    /// <summary><c>TSize</c> neighbouring vectors of outputs, in registers throughout.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Block<V, T, TStart, TSize>(
        Slab<T> x, Slab<T> weights, int weightStride, Slab<T> bias, Slab<T> y, int inputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
        where TSize : IBlockSize
    {
        V a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default;
        V a6 = default, a7 = default, a8 = default, a9 = default, a10 = default, a11 = default;
        a0 = TStart.OverUnits<V, T>(bias, y);
        if (TSize.Size > 1)
            a1 = TStart.OverUnits<V, T>(bias + V.Count, y + V.Count);
        if (TSize.Size > 2)
        {
            a2 = TStart.OverUnits<V, T>(bias + 2 * V.Count, y + 2 * V.Count);
            a3 = TStart.OverUnits<V, T>(bias + 3 * V.Count, y + 3 * V.Count);
        }
        if (TSize.Size > 4)
        {
            a4 = TStart.OverUnits<V, T>(bias + 4 * V.Count, y + 4 * V.Count);
            a5 = TStart.OverUnits<V, T>(bias + 5 * V.Count, y + 5 * V.Count);
        }
        if (TSize.Size > 6)
        {
            a6 = TStart.OverUnits<V, T>(bias + 6 * V.Count, y + 6 * V.Count);
            a7 = TStart.OverUnits<V, T>(bias + 7 * V.Count, y + 7 * V.Count);
        }
        if (TSize.Size > 8)
        {
            a8 = TStart.OverUnits<V, T>(bias + 8 * V.Count, y + 8 * V.Count);
            a9 = TStart.OverUnits<V, T>(bias + 9 * V.Count, y + 9 * V.Count);
            a10 = TStart.OverUnits<V, T>(bias + 10 * V.Count, y + 10 * V.Count);
            a11 = TStart.OverUnits<V, T>(bias + 11 * V.Count, y + 11 * V.Count);
        }

        Slab<T> w = weights;
        T* input = x.Address, end = input + inputs;

        // Four inputs a turn: the processor foresees the end of a loop of few turns, not always that of a long one (5 % of a GRU's step).
        for (T* last = end - 3; input < last; input += 4)
        {
            V.BroadcastFour(new Slab<T>(input), out V value, out V second, out V third, out V fourth);
            a0 = V.MultiplyAddLoad(w, value, a0);
            if (TSize.Size > 1)
                a1 = V.MultiplyAddLoad(w, V.Count, value, a1);
            if (TSize.Size > 2)
            {
                a2 = V.MultiplyAddLoad(w, 2 * V.Count, value, a2);
                a3 = V.MultiplyAddLoad(w, 3 * V.Count, value, a3);
            }
            if (TSize.Size > 4)
            {
                a4 = V.MultiplyAddLoad(w, 4 * V.Count, value, a4);
                a5 = V.MultiplyAddLoad(w, 5 * V.Count, value, a5);
            }
            if (TSize.Size > 6)
            {
                a6 = V.MultiplyAddLoad(w, 6 * V.Count, value, a6);
                a7 = V.MultiplyAddLoad(w, 7 * V.Count, value, a7);
            }
            if (TSize.Size > 8)
            {
                a8 = V.MultiplyAddLoad(w, 8 * V.Count, value, a8);
                a9 = V.MultiplyAddLoad(w, 9 * V.Count, value, a9);
                a10 = V.MultiplyAddLoad(w, 10 * V.Count, value, a10);
                a11 = V.MultiplyAddLoad(w, 11 * V.Count, value, a11);
            }
            w += weightStride;
            a0 = V.MultiplyAddLoad(w, second, a0);
            if (TSize.Size > 1)
                a1 = V.MultiplyAddLoad(w, V.Count, second, a1);
            if (TSize.Size > 2)
            {
                a2 = V.MultiplyAddLoad(w, 2 * V.Count, second, a2);
                a3 = V.MultiplyAddLoad(w, 3 * V.Count, second, a3);
            }
            if (TSize.Size > 4)
            {
                a4 = V.MultiplyAddLoad(w, 4 * V.Count, second, a4);
                a5 = V.MultiplyAddLoad(w, 5 * V.Count, second, a5);
            }
            if (TSize.Size > 6)
            {
                a6 = V.MultiplyAddLoad(w, 6 * V.Count, second, a6);
                a7 = V.MultiplyAddLoad(w, 7 * V.Count, second, a7);
            }
            if (TSize.Size > 8)
            {
                a8 = V.MultiplyAddLoad(w, 8 * V.Count, second, a8);
                a9 = V.MultiplyAddLoad(w, 9 * V.Count, second, a9);
                a10 = V.MultiplyAddLoad(w, 10 * V.Count, second, a10);
                a11 = V.MultiplyAddLoad(w, 11 * V.Count, second, a11);
            }
            w += weightStride;
            a0 = V.MultiplyAddLoad(w, third, a0);
            if (TSize.Size > 1)
                a1 = V.MultiplyAddLoad(w, V.Count, third, a1);
            if (TSize.Size > 2)
            {
                a2 = V.MultiplyAddLoad(w, 2 * V.Count, third, a2);
                a3 = V.MultiplyAddLoad(w, 3 * V.Count, third, a3);
            }
            if (TSize.Size > 4)
            {
                a4 = V.MultiplyAddLoad(w, 4 * V.Count, third, a4);
                a5 = V.MultiplyAddLoad(w, 5 * V.Count, third, a5);
            }
            if (TSize.Size > 6)
            {
                a6 = V.MultiplyAddLoad(w, 6 * V.Count, third, a6);
                a7 = V.MultiplyAddLoad(w, 7 * V.Count, third, a7);
            }
            if (TSize.Size > 8)
            {
                a8 = V.MultiplyAddLoad(w, 8 * V.Count, third, a8);
                a9 = V.MultiplyAddLoad(w, 9 * V.Count, third, a9);
                a10 = V.MultiplyAddLoad(w, 10 * V.Count, third, a10);
                a11 = V.MultiplyAddLoad(w, 11 * V.Count, third, a11);
            }
            w += weightStride;
            a0 = V.MultiplyAddLoad(w, fourth, a0);
            if (TSize.Size > 1)
                a1 = V.MultiplyAddLoad(w, V.Count, fourth, a1);
            if (TSize.Size > 2)
            {
                a2 = V.MultiplyAddLoad(w, 2 * V.Count, fourth, a2);
                a3 = V.MultiplyAddLoad(w, 3 * V.Count, fourth, a3);
            }
            if (TSize.Size > 4)
            {
                a4 = V.MultiplyAddLoad(w, 4 * V.Count, fourth, a4);
                a5 = V.MultiplyAddLoad(w, 5 * V.Count, fourth, a5);
            }
            if (TSize.Size > 6)
            {
                a6 = V.MultiplyAddLoad(w, 6 * V.Count, fourth, a6);
                a7 = V.MultiplyAddLoad(w, 7 * V.Count, fourth, a7);
            }
            if (TSize.Size > 8)
            {
                a8 = V.MultiplyAddLoad(w, 8 * V.Count, fourth, a8);
                a9 = V.MultiplyAddLoad(w, 9 * V.Count, fourth, a9);
                a10 = V.MultiplyAddLoad(w, 10 * V.Count, fourth, a10);
                a11 = V.MultiplyAddLoad(w, 11 * V.Count, fourth, a11);
            }
            w += weightStride;
        }
        for (; input < end; input++, w += weightStride)
        {
            V value = V.Broadcast(*input);
            a0 = V.MultiplyAddLoad(w, value, a0);
            if (TSize.Size > 1)
                a1 = V.MultiplyAddLoad(w, V.Count, value, a1);
            if (TSize.Size > 2)
            {
                a2 = V.MultiplyAddLoad(w, 2 * V.Count, value, a2);
                a3 = V.MultiplyAddLoad(w, 3 * V.Count, value, a3);
            }
            if (TSize.Size > 4)
            {
                a4 = V.MultiplyAddLoad(w, 4 * V.Count, value, a4);
                a5 = V.MultiplyAddLoad(w, 5 * V.Count, value, a5);
            }
            if (TSize.Size > 6)
            {
                a6 = V.MultiplyAddLoad(w, 6 * V.Count, value, a6);
                a7 = V.MultiplyAddLoad(w, 7 * V.Count, value, a7);
            }
            if (TSize.Size > 8)
            {
                a8 = V.MultiplyAddLoad(w, 8 * V.Count, value, a8);
                a9 = V.MultiplyAddLoad(w, 9 * V.Count, value, a9);
                a10 = V.MultiplyAddLoad(w, 10 * V.Count, value, a10);
                a11 = V.MultiplyAddLoad(w, 11 * V.Count, value, a11);
            }
        }

        a0.Store(y);
        if (TSize.Size > 1)
            a1.Store(y + V.Count);
        if (TSize.Size > 2)
        {
            a2.Store(y + 2 * V.Count);
            a3.Store(y + 3 * V.Count);
        }
        if (TSize.Size > 4)
        {
            a4.Store(y + 4 * V.Count);
            a5.Store(y + 5 * V.Count);
        }
        if (TSize.Size > 6)
        {
            a6.Store(y + 6 * V.Count);
            a7.Store(y + 7 * V.Count);
        }
        if (TSize.Size > 8)
        {
            a8.Store(y + 8 * V.Count);
            a9.Store(y + 9 * V.Count);
            a10.Store(y + 10 * V.Count);
            a11.Store(y + 11 * V.Count);
        }
    }
}
