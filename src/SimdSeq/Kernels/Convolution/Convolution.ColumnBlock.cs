using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>Sums over taps where a row has a single one: up to eight rows at a time, and a part of the lanes after another.</content>
public static partial class Convolution
{
    internal static unsafe void SumColumn<V, T, TStart>(in TapBlock<T> block, int rows)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        TapBlock<T> part = block;
        for (int lane = 0; lane < Tile<T>.Lanes; lane += V.Count)
        {
            part.X = block.X + lane;
            part.Y = block.Y + lane;
            for (int left = rows, taken; left > 0; left -= taken, part.X += taken * part.XColumn, part.Y += taken * part.YColumn)
            {
                if (left >= 8)
                {
                    taken = 8;
                    ColumnBlock<V, T, TStart, Of8>(part);
                }
                else if (left >= 4)
                {
                    taken = 4;
                    ColumnBlock<V, T, TStart, Of4>(part);
                }
                else if (left >= 2)
                {
                    taken = 2;
                    ColumnBlock<V, T, TStart, Of2>(part);
                }
                else
                {
                    taken = 1;
                    ColumnBlock<V, T, TStart, Of1>(part);
                }
            }
        }
    }

    /// <summary>
    /// One sum of <c>TColumns</c> (1, 2, 4 or 8) rows: a weight is broadcast once, and each row is read by its multiply-add.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void ColumnBlock<V, T, TStart, TColumns>(in TapBlock<T> block)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
        where TColumns : IBlockSize
    {
        V a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default, a6 = default, a7 = default;
        var bias = new Slab<T>(block.Bias);
        T* y = block.Y;
        nint yRow = block.YColumn, x1 = block.XColumn, x2 = 2 * x1, x3 = 3 * x1, x4 = 4 * x1;
        a0 = TStart.OverSamples<V, T>(bias, new Slab<T>(y));
        if (TColumns.Size > 1)
            a1 = TStart.OverSamples<V, T>(bias, new Slab<T>(y + yRow));
        if (TColumns.Size > 2)
        {
            a2 = TStart.OverSamples<V, T>(bias, new Slab<T>(y + 2 * yRow));
            a3 = TStart.OverSamples<V, T>(bias, new Slab<T>(y + 3 * yRow));
        }
        if (TColumns.Size > 4)
        {
            a4 = TStart.OverSamples<V, T>(bias, new Slab<T>(y + 4 * yRow));
            a5 = TStart.OverSamples<V, T>(bias, new Slab<T>(y + 5 * yRow));
            a6 = TStart.OverSamples<V, T>(bias, new Slab<T>(y + 6 * yRow));
            a7 = TStart.OverSamples<V, T>(bias, new Slab<T>(y + 7 * yRow));
        }

        T* tap = block.X, weightsOfTap = block.Weights;
        nint nextInput = block.XInput, nextWeight = block.WeightInput;
        for (nint taps = block.Taps; taps > 0; taps--, tap += block.XTap, weightsOfTap += block.WeightTap)
        {
            T* input = tap, w = weightsOfTap;
            for (nint inputs = block.Inputs; inputs > 0; inputs--, input += nextInput, w += nextWeight)
            {
                V weight = V.Broadcast(w[0]);
                a0 = V.MultiplyAddLoad(new Slab<T>(input), weight, a0);
                if (TColumns.Size > 1)
                    a1 = V.MultiplyAddLoad(new Slab<T>(input + x1), weight, a1);
                if (TColumns.Size > 2)
                {
                    a2 = V.MultiplyAddLoad(new Slab<T>(input + x2), weight, a2);
                    a3 = V.MultiplyAddLoad(new Slab<T>(input + x3), weight, a3);
                }
                if (TColumns.Size > 4)
                {
                    T* half = input + x4;
                    a4 = V.MultiplyAddLoad(new Slab<T>(half), weight, a4);
                    a5 = V.MultiplyAddLoad(new Slab<T>(half + x1), weight, a5);
                    a6 = V.MultiplyAddLoad(new Slab<T>(half + x2), weight, a6);
                    a7 = V.MultiplyAddLoad(new Slab<T>(half + x3), weight, a7);
                }
            }
        }

        a0.Store(new Slab<T>(y));
        if (TColumns.Size > 1)
            a1.Store(new Slab<T>(y + yRow));
        if (TColumns.Size > 2)
        {
            a2.Store(new Slab<T>(y + 2 * yRow));
            a3.Store(new Slab<T>(y + 3 * yRow));
        }
        if (TColumns.Size > 4)
        {
            a4.Store(new Slab<T>(y + 4 * yRow));
            a5.Store(new Slab<T>(y + 5 * yRow));
            a6.Store(new Slab<T>(y + 6 * yRow));
            a7.Store(new Slab<T>(y + 7 * yRow));
        }
    }
}
