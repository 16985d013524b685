using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>A convolution of one sample, a step at a time, has the bits of a tile's: depthwise, or beside another.</summary>
public sealed class ConvolutionStreamTests
{
    private const int Steps = 11;

    [Fact]
    public void SingleDepthwise() => All<float>();

    [Fact]
    public void DoubleDepthwise() => All<double>();

    private static void All<T>() where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (int multiplier in (int[])[1, 2, 3, 17])
        {
            for (int inputs = 1; inputs <= 35; inputs++)
            {
                int taps = 1 + inputs % 4, dilation = 1 + inputs % 3;
                IsTheTiles<Vector512Of<T>, T>(inputs, multiplier, taps, dilation);
                IsTheTiles<Vector256Of<T>, T>(inputs, multiplier, taps, dilation);
                IsTheTiles<Vector128Of<T>, T>(inputs, multiplier, taps, dilation);
            }
        }
    }

    private static void IsTheTiles<V, T>(int inputs, int multiplier, int taps, int dilation)
        where V : struct, IVector<V, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = Tile<T>.Lanes, outputs = inputs * multiplier, span = (taps - 1) * dilation + 1;
        int rows = (int)BitOperations.RoundUpToPowerOf2((uint)span);
        var random = new Random(inputs);
        using Memory<T> x = new(Steps * inputs * lanes), w = new(taps * outputs), y = new(Steps * outputs * lanes);
        using Memory<T> ring = new(rows * inputs), position = new(2), row = new(inputs), sums = new(outputs);
        Reference.Fill(x.Values, random);
        Reference.Fill(w.Values, random);
        position.Values.Clear();
        ring.Values.Fill(T.NaN);
        var window = new ConvolutionWindow(Steps, Steps, taps, Stride: 1, dilation, Before: span - 1);
        DepthwiseConvolution.Product<V, T>(window, x.Slab, inputs, w.Slab, y.Slab, outputs, inputs, multiplier);
        for (int step = 0; step < Steps; step++)
        {
            for (int c = 0; c < inputs; c++) row.Values[c] = x.Values[(step * inputs + c) * lanes];
            sums.Values.Clear();
            long number = ConvolutionStream.Push(row.Slab, ring.Slab, rows, position.Slab, inputs);
            Assert.Equal(step, number);
            ConvolutionStream.AccumulateDepthwise<V, T>(
                number, ring.Slab, rows, w.Slab, sums.Slab, taps, dilation, inputs, multiplier);
            for (int o = 0; o < outputs; o++) Assert.Equal(y.Values[(step * outputs + o) * lanes], sums.Values[o]);
        }
    }

    [Fact]
    public void SinglePairs() => AllPairs<float>();

    [Fact]
    public void DoublePairs() => AllPairs<double>();

    private static void AllPairs<T>() where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (bool hasBias in (bool[])[true, false])
        {
            for (int inputs = 1; inputs <= 9; inputs++)
            {
                for (int taps = 2; taps <= 4; taps++)
                {
                    foreach (int vectors in (int[])[1, 2, 3, 4])
                    {
                        PairIsTheTiles<Vector512Of<T>, T>(inputs, vectors * Vector512Of<T>.Count, taps, hasBias);
                        PairIsTheTiles<Vector256Of<T>, T>(inputs, vectors * Vector256Of<T>.Count, taps, hasBias);
                        PairIsTheTiles<Vector128Of<T>, T>(inputs, vectors * Vector128Of<T>.Count, taps, hasBias);
                    }

                    PairIsTheTiles<Vector256Of<T>, T>(inputs, outputs: 5, taps, hasBias);
                }
            }
        }
    }

    private static void PairIsTheTiles<V, T>(int inputs, int outputs, int taps, bool hasBias)
        where V : struct, IVector<V, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using Streamed<T> first = new(inputs, outputs, taps, dilation: 1, hasBias),
            second = new(inputs, outputs, taps, dilation: 2, hasBias);
        first.OverTile<V>();
        second.OverTile<V>();
        for (int step = 0; step < Steps; step++)
        {
            ConvolutionStream.SumOlderRows<V, T>(first.Rows, second.Rows, taps, inputs, outputs, outputs);
            first.IsTheTiles<V>(step);
            second.IsTheTiles<V>(step);
        }
    }

    /// <summary>A convolution over a tile and in a stream.</summary>
    private sealed class Streamed<T> : IDisposable where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly int _inputs, _outputs, _taps, _dilation;
        private readonly bool _hasBias;
        private readonly Memory<T> _x, _w, _bias, _y, _ring, _row, _sums, _position;

        public Streamed(int inputs, int outputs, int taps, int dilation, bool hasBias)
        {
            (_inputs, _outputs, _taps, _dilation, _hasBias) = (inputs, outputs, taps, dilation, hasBias);
            (_x, _w, _bias) = (new(Steps * inputs * Tile<T>.Lanes), new(taps * inputs * outputs), new(outputs));
            (_y, _ring, _row) = (new(Steps * outputs * Tile<T>.Lanes), new(RingRows * inputs), new(inputs));
            (_sums, _position) = (new(outputs), new(2));
            var random = new Random(inputs + dilation);
            foreach (var memory in (Memory<T>[])[_x, _w, _bias]) Reference.Fill(memory.Values, random);
            _position.Values.Clear();
            _ring.Values.Fill(T.NaN);
            _sums.Values.Fill(T.NaN);
        }

        public StreamedRows<T> Rows =>
            new(_ring.Slab, RingRows, _position.Slab, _dilation, _w.Slab, _hasBias ? _bias.Slab : default, _sums.Slab);

        private int Span => (_taps - 1) * _dilation + 1;

        private int RingRows => (int)BitOperations.RoundUpToPowerOf2((uint)Span);

        public void OverTile<V>() where V : struct, IVector<V, T>
        {
            var window = new ConvolutionWindow(Steps, Steps, _taps, Stride: 1, _dilation, Before: Span - 1);
            if (_hasBias)
                Convolution.Affine<V, T>(window, _x.Slab, _inputs, _w.Slab, _outputs, _bias.Slab, _y.Slab, _outputs, _inputs, _outputs);
            else
                Convolution.Product<V, T>(window, _x.Slab, _inputs, _w.Slab, _outputs, _y.Slab, _outputs, _inputs, _outputs);
        }

        public void IsTheTiles<V>(int step) where V : struct, IVector<V, T>
        {
            int lanes = Tile<T>.Lanes, newest = (_taps - 1) * _inputs * _outputs;
            for (int c = 0; c < _inputs; c++) _row.Values[c] = _x.Values[(step * _inputs + c) * lanes];
            ConvolutionStream.Push(_row.Slab, _ring.Slab, RingRows, _position.Slab, _inputs);
            MatVec.Accumulate<V, T>(_row.Slab, _w.Slab + newest, _outputs, _sums.Slab, _inputs, _outputs);
            for (int o = 0; o < _outputs; o++) Assert.Equal(_y.Values[(step * _outputs + o) * lanes], _sums.Values[o]);
        }

        public void Dispose()
        {
            foreach (var memory in (Memory<T>[])[_x, _w, _bias, _y, _ring, _row, _sums, _position]) memory.Dispose();
        }
    }

    /// <summary>Values that end at a guarded page.</summary>
    private sealed class Memory<T>(int length) : IDisposable where T : unmanaged
    {
        private readonly GuardedBuffer<T> _memory = new(length);

        public Slab<T> Slab => _memory.AtEnd(length);

        public Span<T> Values => Slab.Span(length);

        public void Dispose() => _memory.Dispose();
    }
}
