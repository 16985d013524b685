namespace SimdSeq.Kernels;

/// <content>A block of rows of a weight gradient, cut into register blocks.</content>
public static partial class Convolution
{
    /// <summary>Inputs and outputs of a register block, at most: 25 sums in 32 registers, 12 in 16.</summary>
    private const int WholeSide = 5, SplitSideOfInputs = 3, SplitSideOfOutputs = 4;

    /// <summary>Adds the products of some output rows to the sums of a panel.</summary>
    internal static unsafe void AddRows<V, T>(in ConvolutionWindow window, in GradientPanel<T> panel, int row, int endRow)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        bool isWhole = V.Count == Tile<T>.Lanes;
        int blocks = ((panel.Outputs - 1) / (isWhole ? WholeSide : SplitSideOfOutputs)) + 1;
        int height = isWhole ? WholeSide : SplitSideOfInputs;
        for (int i = 0, n = 0, width; i < blocks; i++, n += width)
        {
            width = (panel.Outputs - n) / (blocks - i);
            if (panel.Inputs == 1)
                AddTaps<V, T>(window, panel, row, endRow, n, width, height);
            else
                AddInputs<V, T>(window, panel, row, endRow, n, width, height);
        }
    }

    /// <summary>Blocks of inputs, the taps innermost: they find most rows of the inputs in the first-level cache.</summary>
    private static unsafe void AddInputs<V, T>(
        in ConvolutionWindow window, in GradientPanel<T> panel, int row, int endRow, int output, int outputs, int height)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int blocks = (panel.Inputs - 1) / height + 1;
        for (int i = 0, c = 0, inputs; i < blocks; i++, c += inputs)
        {
            inputs = (panel.Inputs - c) / (blocks - i);
            var block = new GradientBlock<T>(window, panel, c, output, Tile<T>.Lanes);
            for (int k = 0; k < panel.Taps; k++)
            {
                int tap = panel.FirstTap + k;
                block.Add<V>(k, inputs, outputs, Math.Max(row, window.FirstRow(tap)), Math.Min(endRow, window.EndRow(tap)));
            }
        }
    }

    /// <summary>
    /// Blocks of taps where there is one input: together over the rows that all of them find, alone over those before and after.
    /// </summary>
    private static unsafe void AddTaps<V, T>(
        in ConvolutionWindow window, in GradientPanel<T> panel, int row, int endRow, int output, int outputs, int height)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int blocks = (panel.Taps - 1) / height + 1;
        var block = new GradientBlock<T>(window, panel, 0, output, window.Dilation * panel.XRow);
        for (int i = 0, k = 0, taps; i < blocks; i++, k += taps)
        {
            taps = (panel.Taps - k) / (blocks - i);
            int from = Math.Max(row, window.FirstRow(panel.FirstTap + k));
            int to = Math.Max(from, Math.Min(endRow, window.EndRow(panel.FirstTap + k + taps - 1)));
            for (int j = k; j < k + taps; j++)
            {
                int tap = panel.FirstTap + j;
                block.Add<V>(j, 1, outputs, Math.Max(row, window.FirstRow(tap)), Math.Min(Math.Min(endRow, from), window.EndRow(tap)));
            }
            block.Add<V>(k, taps, outputs, from, to);
            for (int j = k; j < k + taps; j++)
            {
                int tap = panel.FirstTap + j;
                block.Add<V>(j, 1, outputs, Math.Max(to, Math.Max(row, window.FirstRow(tap))), Math.Min(endRow, window.EndRow(tap)));
            }
        }
    }

    /// <summary>The sums of a few inputs (or taps of one input) and outputs: rows are added to those of a tap.</summary>
    private readonly unsafe ref struct GradientBlock<T> where T : unmanaged
    {
        private readonly T* _x, _d, _sums;
        private readonly nint _xStep, _xTap, _dRow, _next, _sumTap, _sumNext;

        /// <param name="window">Which rows meet.</param>
        /// <param name="panel">All sums.</param>
        /// <param name="input">First input.</param>
        /// <param name="output">First output.</param>
        /// <param name="next">From the vector of one input, or tap, to that of the next.</param>
        public GradientBlock(in ConvolutionWindow window, in GradientPanel<T> panel, int input, int output, nint next)
        {
            nint firstRow = panel.FirstTap * (nint)window.Dilation - window.Before;
            _x = panel.X + firstRow * panel.XRow + input * Tile<T>.Lanes;
            _xStep = window.Stride * panel.XRow;
            _xTap = window.Dilation * panel.XRow;
            _d = panel.D + output * Tile<T>.Lanes;
            _dRow = panel.DRow;
            _sums = panel.Sums + ((nint)input * panel.Outputs + output) * Tile<T>.Lanes;
            _sumNext = (nint)panel.Outputs * Tile<T>.Lanes;
            _sumTap = panel.Inputs * _sumNext;
            _next = next;
        }

        /// <summary>Adds rows from <paramref name="row"/> up to <paramref name="end"/>, if there are any.</summary>
        public void Add<V>(int tap, int inputs, int outputs, int row, int end) where V : struct, IVector<V, T>
        {
            if (row >= end)
                return;
            T* x = _x + tap * _xTap + row * _xStep, d = _d + row * _dRow, sums = _sums + tap * _sumTap;
            // The parts of the lanes one after another: the second finds all lines in the cache.
            for (int lane = 0; lane < Tile<T>.Lanes; lane += V.Count, x += V.Count, d += V.Count, sums += V.Count)
            {
                switch (inputs)
                {
                    case 1:
                        AddOutputs<V, T, Of1>(x, _xStep, _next, d, _dRow, sums, _sumNext, end - row, outputs);
                        break;
                    case 2:
                        AddOutputs<V, T, Of2>(x, _xStep, _next, d, _dRow, sums, _sumNext, end - row, outputs);
                        break;
                    case 3:
                        AddOutputs<V, T, Of3>(x, _xStep, _next, d, _dRow, sums, _sumNext, end - row, outputs);
                        break;
                    case 4:
                        AddOutputs<V, T, Of4>(x, _xStep, _next, d, _dRow, sums, _sumNext, end - row, outputs);
                        break;
                    default:
                        AddOutputs<V, T, Of5>(x, _xStep, _next, d, _dRow, sums, _sumNext, end - row, outputs);
                        break;
                }
            }
        }
    }
}
