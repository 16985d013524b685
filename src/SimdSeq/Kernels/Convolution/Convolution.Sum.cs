using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>
/// Sums over taps in register blocks. A weight that is broadcast once serves several columns: three rows where a vector is a tile, two
/// parts of a row where it is less.
/// </content>
public static partial class Convolution
{
    /// <summary>Outputs of a block, at most: 27 accumulators by three rows in 32 registers, 12 by two parts of a row in 16.</summary>
    private const int WholeOutputs = 9, SplitOutputs = 6;

    private static unsafe void Sum<V, T, TStart>(in TapWalk walk, in TapSums<T> sums)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        for (int row = 0; row < walk.Sums;)
        {
            TapWalk.Run run = walk.RunFrom(row);
            SumRun<V, T, TStart>(sums.BlockOf(walk, run, row), run.End - row, apart: walk.Step == 1 ? walk.TapStep : 1, sums.Outputs);
            row = run.End;
        }
    }

    // Sums that lie a tap apart read the same rows, but for one: where there are some, those are taken together that do, so that the
    // first-level cache holds what three of them read.
    private static unsafe void SumRun<V, T, TStart>(TapBlock<T> block, int rows, int apart, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        const int Some = 3;
        JoinLoops(ref block);
        if (rows < Some * apart) apart = 1;
        nint xRow = block.XColumn, yRow = block.YColumn;
        block.XColumn *= apart;
        block.YColumn *= apart;
        for (int first = 0; first < apart; first++, block.X += xRow, block.Y += yRow)
        {
            int count = (rows - first - 1) / apart + 1;
            SumRows<V, T, TStart>(block, count, outputs);
        }
    }

    /// <summary>Sums of some rows that find the same taps.</summary>
    internal static void SumRows<V, T, TStart>(in TapBlock<T> block, int rows, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        if (outputs == 1) SumColumn<V, T, TStart>(block, rows);
        else if (V.Count == Tile<T>.Lanes) SumWhole<V, T, TStart>(block, rows, outputs);
        else SumSplit<V, T, TStart>(block, rows, outputs);
    }

    /// <summary>Makes one loop of taps and inputs where the one goes on where the other ends, or where there is one input.</summary>
    internal static void JoinLoops<T>(ref TapBlock<T> block) where T : unmanaged
    {
        if (block.Inputs == 1)
        {
            block.XInput = block.XTap;
            block.WeightInput = block.WeightTap;
        }
        else if (block.XTap != block.XInput * block.Inputs || block.WeightTap != block.WeightInput * block.Inputs)
            return;
        block.Inputs *= block.Taps;
        block.Taps = Math.Min(block.Taps, 1);
    }

    private static unsafe void SumWhole<V, T, TStart>(TapBlock<T> block, int rows, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        int blocks = (outputs - 1) / WholeOutputs + 1;
        T* weights = block.Weights, bias = block.Bias, y = block.Y;
        for (int columns; rows > 0; rows -= columns, block.X += columns * block.XColumn, y += columns * block.YColumn)
        {
            // Two and two rather than three and one.
            columns = rows == 4 ? 2 : Math.Min(3, rows);
            for (int i = 0, n = 0, width; i < blocks; i++, n += width)
            {
                width = (outputs - n) / (blocks - i);
                block.Weights = weights + n;
                block.Bias = bias + n;
                block.Y = y + n * Tile<T>.Lanes;
                if (columns == 3)
                    SumOutputs<V, T, TStart, Of3>(block, width);
                else if (columns == 2)
                    SumOutputs<V, T, TStart, Of2>(block, width);
                else
                    SumOutputs<V, T, TStart, Of1>(block, width);
            }
        }
    }

    private static unsafe void SumSplit<V, T, TStart>(TapBlock<T> block, int rows, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        int blocks = (outputs - 1) / SplitOutputs + 1;
        T* weights = block.Weights, bias = block.Bias, x = block.X, y = block.Y;
        nint xRow = block.XColumn, yRow = block.YColumn;
        block.XColumn = block.YColumn = V.Count;
        for (; rows > 0; rows--, x += xRow, y += yRow)
        {
            for (int lane = 0; lane < Tile<T>.Lanes; lane += 2 * V.Count)
            {
                block.X = x + lane;
                for (int i = 0, n = 0, width; i < blocks; i++, n += width)
                {
                    width = (outputs - n) / (blocks - i);
                    block.Weights = weights + n;
                    block.Bias = bias + n;
                    block.Y = y + (n * Tile<T>.Lanes + lane);
                    SumOutputs<V, T, TStart, Of2>(block, width);
                }
            }
        }
    }

    private static void SumOutputs<V, T, TStart, TColumns>(in TapBlock<T> block, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
        where TColumns : IBlockSize
    {
        switch (outputs)
        {
            case 1:
                SumBlock<V, T, TStart, Of1, TColumns>(block);
                break;
            case 2:
                SumBlock<V, T, TStart, Of2, TColumns>(block);
                break;
            case 3:
                SumBlock<V, T, TStart, Of3, TColumns>(block);
                break;
            case 4:
                SumBlock<V, T, TStart, Of4, TColumns>(block);
                break;
            case 5:
                SumBlock<V, T, TStart, Of5, TColumns>(block);
                break;
            case 6:
                SumBlock<V, T, TStart, Of6, TColumns>(block);
                break;
            case 7:
                SumBlock<V, T, TStart, Of7, TColumns>(block);
                break;
            case 8:
                SumBlock<V, T, TStart, Of8, TColumns>(block);
                break;
            default:
                SumBlock<V, T, TStart, Of9, TColumns>(block);
                break;
        }
    }
}
