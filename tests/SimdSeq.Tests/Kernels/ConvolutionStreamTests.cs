using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>A depthwise convolution of one sample, a step at a time, has the bits of a tile's.</summary>
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

    /// <summary>Values that end at a guarded page.</summary>
    private sealed class Memory<T>(int length) : IDisposable where T : unmanaged
    {
        private readonly GuardedBuffer<T> _memory = new(length);

        public Slab<T> Slab => _memory.AtEnd(length);

        public Span<T> Values => Slab.Span(length);

        public void Dispose() => _memory.Dispose();
    }
}
