using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>
/// Every output size up to twice the largest block and one more, on buffers that end or begin at a forbidden page: the exact bits of
/// the stated order, the same at every width and in <see cref="MatVec"/>, and nothing written but the outputs.
/// </summary>
public sealed class MatMulTests
{
    private static readonly int[] Inputs = [1, 2, 3, 7, 14, 33];

    [Theory]
    [InlineData(Start.Bias)]
    [InlineData(Start.Zero)]
    [InlineData(Start.Output)]
    public void Single(Start start) => EverySize<float>(start);

    [Theory]
    [InlineData(Start.Bias)]
    [InlineData(Start.Zero)]
    [InlineData(Start.Output)]
    public void Double(Start start) => EverySize<double>(start);

    [Theory]
    [InlineData(Start.Bias)]
    [InlineData(Start.Zero)]
    [InlineData(Start.Output)]
    public void PanelsGiveTheBitsOfTheMatrix(Start start)
    {
        EverySize<float>(start, inPanels: true);
        EverySize<double>(start, inPanels: true);
    }

    [Fact]
    public void ManyRowsAreTakenInRuns()
    {
        // More input rows than stay in the cache: 2100 rows of 1 feature, 3 of 2100.
        var random = new Random(5);
        using var rows = new Problem<float>(Start.Bias, rows: 2100, inputs: 1, outputs: 49, end: true, random);
        using var inputs = new Problem<float>(Start.Bias, rows: 3, inputs: 2100, outputs: 25, end: false, random);
        foreach (VectorWidth<float> width in VectorWidth<float>.All)
        {
            rows.Run(width, inPanels: true);
            inputs.Run(width, inPanels: true);
            Assert.True(rows.Matches(ascending: true) && inputs.Matches(ascending: true), $"{width.Lanes} lanes");
        }
    }

    [Fact]
    public void TransposedPanelsAreThoseOfTheTransposedMatrix()
    {
        using var memory = new GuardedBuffer<float>(4 * 75 * 75);
        Slab<float> matrix = memory.AtEnd(4 * 75 * 75), turned = matrix + 75 * 75, expected = turned + 75 * 75, actual = expected + 75 * 75;
        for (int i = 0; i < 75 * 75; i++)
            matrix[i] = i;
        foreach ((int rows, int columns) in new[] { (1, 1), (23, 5), (24, 7), (25, 3), (49, 73), (72, 2) })
        {
            MatMul.Transpose(matrix, rows, columns, sourceStride: 75, turned, destinationStride: rows);
            MatMul.PackPanels(turned, columns, rows, sourceStride: rows, expected);
            MatMul.TransposePanels(matrix, rows, columns, sourceStride: 75, actual);
            Assert.True(expected.Span(rows * columns).SequenceEqual(actual.Span(rows * columns)), $"{rows} x {columns}");
        }
    }

    [Fact]
    public void AWrongOrderIsDetected()
    {
        using var problem = new Problem<float>(Start.Zero, rows: 1, inputs: 33, outputs: 5, end: true, new Random(1));
        problem.Run(VectorWidth<float>.All[0]);
        Assert.True(problem.Matches(ascending: true));
        Assert.False(problem.Matches(ascending: false));
    }

    [Theory]
    [InlineData(Start.Bias)]
    [InlineData(Start.Zero)]
    [InlineData(Start.Output)]
    public void OneOutputOfNeighbouringWeights(Start start)
    {
        var random = new Random(11);
        for (int inputs = 1; inputs <= 34; inputs++)
        {
            using var problem = new Problem<float>(start, rows: 1, inputs, outputs: 1, end: inputs % 3 > 0, random, weightGap: 0);
            foreach (VectorWidth<float> width in VectorWidth<float>.All)
            {
                problem.Run(width);
                Assert.True(problem.Matches(ascending: true), $"{width.Lanes} lanes, {inputs} inputs: bits");
                problem.RunOneSample(width, lane: inputs % Tile<float>.Lanes);
            }
        }
    }

    [Fact]
    public void PackedBlocksBeginWhereTheyShallAndLeaveTheRestAlone()
    {
        const int Rows = 3, Blocks = 4, Units = 5, SourceStride = 23, BlockStride = 8, Stride = 40;
        using var source = new GuardedBuffer<float>(Rows * SourceStride);
        using var destination = new GuardedBuffer<float>(Rows * Stride);
        Slab<float> from = source.AtEnd((Rows - 1) * SourceStride + Blocks * Units);
        Slab<float> to = destination.AtEnd((Rows - 1) * Stride + (Blocks - 1) * BlockStride + Units);
        for (int i = 0; i < (Rows - 1) * SourceStride + Blocks * Units; i++)
            from[i] = i;
        to.Span((Rows - 1) * Stride + (Blocks - 1) * BlockStride + Units).Fill(-1);
        MatVec.PackBlocks(from, Rows, Blocks, Units, SourceStride, to, BlockStride, Stride);
        for (int i = 0; i < (Rows - 1) * Stride + (Blocks - 1) * BlockStride + Units; i++)
        {
            var (row, block, unit) = (i / Stride, i % Stride / BlockStride, i % Stride % BlockStride);
            Assert.Equal(block < Blocks && unit < Units ? row * SourceStride + block * Units + unit : -1, to[i]);
        }
    }

    [Fact]
    public void TransposeOfEverySize()
    {
        using var source = new GuardedBuffer<float>(40 * 42);
        using var destination = new GuardedBuffer<float>(40 * 42);
        for (int rows = 1; rows <= 37; rows += 3)
        {
            for (int columns = 1; columns <= 40; columns += 3)
            {
                int fromStride = columns + 2, toStride = rows + 1;
                Slab<float> from = source.AtEnd((rows - 1) * fromStride + columns);
                Slab<float> to = destination.AtEnd((columns - 1) * toStride + rows);
                to.Span((columns - 1) * toStride + rows).Fill(-1);
                for (int r = 0; r < rows; r++)
                {
                    for (int c = 0; c < columns; c++)
                        from[r * fromStride + c] = r * 100 + c;
                }
                MatMul.Transpose(from, rows, columns, fromStride, to, toStride);
                for (int c = 0; c < columns; c++)
                {
                    for (int r = 0; r < toStride && c * toStride + r < (columns - 1) * toStride + rows; r++)
                        Assert.Equal(r < rows ? r * 100 + c : -1, to[c * toStride + r]);
                }
            }
        }
    }

    private static void EverySize<T>(Start start, bool inPanels = false) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(7);
        for (int outputs = 1; outputs <= 49; outputs++)
        {
            int inputs = Inputs[outputs % Inputs.Length];
            int rows = 1 + outputs % 3;
            using var problem = new Problem<T>(start, rows, inputs, outputs, end: outputs % 2 == 0, random);
            foreach (VectorWidth<T> width in VectorWidth<T>.All)
            {
                problem.Run(width, inPanels);
                Assert.True(problem.Matches(ascending: true), $"{width.Lanes} lanes, {rows} x {inputs} x {outputs}: bits");
                Assert.True(problem.IsClose(), $"{width.Lanes} lanes, {rows} x {inputs} x {outputs}: value");
                problem.RunOneSample(width, lane: outputs % Tile<T>.Lanes);
            }
        }
    }

    private sealed class Problem<T> : IDisposable where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Start _start;
        private readonly int _rows, _inputs, _outputs, _xStride, _wStride, _yStride;
        private readonly GuardedBuffer<T> _xMemory, _wMemory, _biasMemory, _yMemory, _vectorMemory, _panelMemory;
        private readonly Slab<T> _x, _w, _bias, _y, _panels;
        private readonly T[] _before;

        public Problem(Start start, int rows, int inputs, int outputs, bool end, Random random, int weightGap = 3)
        {
            (_start, _rows, _inputs, _outputs) = (start, rows, inputs, outputs);
            (_xStride, _wStride, _yStride) = (inputs + 2, outputs + weightGap, outputs + 1);
            int xLength = ((rows - 1) * _xStride + inputs) * Tile<T>.Lanes;
            int wLength = (inputs - 1) * _wStride + outputs;
            int yLength = ((rows - 1) * _yStride + outputs) * Tile<T>.Lanes;
            _x = (_xMemory = new(xLength)).At(end, xLength);
            _w = (_wMemory = new(wLength)).At(end, wLength);
            _y = (_yMemory = new(yLength)).At(end, yLength);
            _bias = (_biasMemory = new(outputs)).At(end, outputs);
            _vectorMemory = new(Math.Max(inputs, outputs));
            Reference.Fill(_x.Span(xLength), random);
            Reference.Fill(_w.Span(wLength), random);
            Reference.Fill(_bias.Span(outputs), random);
            _panels = (_panelMemory = new(inputs * outputs)).At(end, inputs * outputs);
            MatMul.PackPanels(_w, inputs, outputs, _wStride, _panels);
            _before = new T[yLength];
            Array.Fill(_before, T.NaN);
            if (start == Start.Output)
                Reference.Fill(_before.AsSpan(), random);
        }

        public void Run(VectorWidth<T> width, bool inPanels = false)
        {
            _before.CopyTo(_y.Span(_before.Length));
            width.Multiply(
                _start, _x, _xStride, inPanels ? _panels : _w, inPanels ? MatMul.InPanels : _wStride,
                _start == Start.Bias ? _bias : default, _y, _yStride, _rows, _inputs, _outputs);
        }

        public bool Matches(bool ascending)
        {
            for (int i = 0; i < _before.Length; i++)
            {
                (int r, int n, int lane) = Position(i);
                T expected = n < _outputs ? Sum(r, n, lane, ascending) : _before[i];
                if (!BitEqual(expected, _y[i]))
                    return false;
            }
            return true;
        }

        public bool IsClose()
        {
            double unit = typeof(T) == typeof(float) ? Math.Pow(2, -24) : Math.Pow(2, -53);
            for (int i = 0; i < _before.Length; i++)
            {
                (int r, int n, int lane) = Position(i);
                if (n == _outputs)
                    continue;
                double sum = double.CreateChecked(First(i, n)), size = Math.Abs(sum);
                for (int k = 0; k < _inputs; k++)
                {
                    double product = double.CreateChecked(X(r, k, lane)) * double.CreateChecked(_w[k * _wStride + n]);
                    sum += product;
                    size += Math.Abs(product);
                }
                if (!(Math.Abs(double.CreateChecked(_y[i]) - sum) <= (2 * _inputs + 2) * unit * size))
                    return false;
            }
            return true;
        }

        /// <summary>One sample of the tile by the streaming kernel, from and to buffers that end at a forbidden page.</summary>
        public void RunOneSample(VectorWidth<T> width, int lane)
        {
            using var output = new GuardedBuffer<T>(_outputs);
            for (int r = 0; r < _rows; r++)
            {
                Slab<T> x = _vectorMemory.AtEnd(_inputs);
                Slab<T> y = output.AtEnd(_outputs);
                for (int k = 0; k < _inputs; k++)
                    x[k] = X(r, k, lane);
                for (int n = 0; n < _outputs; n++)
                    y[n] = _before[(r * _yStride + n) * Tile<T>.Lanes + lane];
                width.MultiplyVector(_start, x, _w, _wStride, _start == Start.Bias ? _bias : default, y, _inputs, _outputs);
                for (int n = 0; n < _outputs; n++)
                {
                    T inTile = _y[(r * _yStride + n) * Tile<T>.Lanes + lane];
                    Assert.True(BitEqual(inTile, y[n]), $"{width.Lanes} lanes, unit {n} of {_outputs}");
                }
            }
        }

        public void Dispose()
        {
            _xMemory.Dispose();
            _wMemory.Dispose();
            _biasMemory.Dispose();
            _yMemory.Dispose();
            _vectorMemory.Dispose();
            _panelMemory.Dispose();
        }

        private static bool BitEqual(T a, T b) => a == b ? T.IsNegative(a) == T.IsNegative(b) : T.IsNaN(a) && T.IsNaN(b);

        private (int Row, int Output, int Lane) Position(int i) =>
            (i / (_yStride * Tile<T>.Lanes), i / Tile<T>.Lanes % _yStride, i % Tile<T>.Lanes);

        private T X(int r, int k, int lane) => _x[(r * _xStride + k) * Tile<T>.Lanes + lane];

        private T First(int i, int n) => _start switch { Start.Bias => _bias[n], Start.Zero => T.Zero, _ => _before[i] };

        private T Sum(int r, int n, int lane, bool ascending)
        {
            T sum = First((r * _yStride + n) * Tile<T>.Lanes + lane, n);
            for (int k = 0; k < _inputs; k++)
            {
                int at = ascending ? k : _inputs - 1 - k;
                sum = Reference.MultiplyAdd(X(r, at, lane), _w[at * _wStride + n], sum);
            }
            return sum;
        }
    }
}
