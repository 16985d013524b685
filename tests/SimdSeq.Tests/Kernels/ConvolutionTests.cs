using System.Numerics;
using SimdSeq.Kernels;
using Xunit.Abstractions;

namespace SimdSeq.Tests.Kernels;

/// <summary>
/// Convolutions and their gradients, dense and depthwise: the exact bits of the stated order at every width, on guarded buffers, gaps
/// neither read nor written.
/// </summary>
public sealed class ConvolutionTests(ITestOutputHelper output)
{
    private readonly int _seed = Random.Shared.Next();

    [Fact]
    public void SingleForward() => ForEachCase(Forward<float>);

    [Fact]
    public void DoubleForward() => ForEachCase(Forward<double>);

    [Fact]
    public void SingleInputGradient() => ForEachCase(InputGradient<float>);

    [Fact]
    public void DoubleInputGradient() => ForEachCase(InputGradient<double>);

    [Fact]
    public void SingleWeightGradient() => ForEachCase(WeightGradient<float>);

    [Fact]
    public void DoubleWeightGradient() => ForEachCase(WeightGradient<double>);

    private void ForEachCase(Action<ConvolutionCase, bool, Random> check)
    {
        output.WriteLine($"Seed {_seed}");
        var random = new Random(_seed);
        int number = 0;
        foreach (ConvolutionCase the in ConvolutionCase.All(random))
        {
            try
            {
                check(the, number++ % 2 == 0, new Random(_seed + number));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Seed {_seed}, {the}: {failure.Message}", failure);
            }
        }
    }

    private static void Forward<T>(ConvolutionCase the, bool end, Random random) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = Tile<T>.Lanes, yLength = the.YLength(lanes);
        using var x = new Operand<T>(the.XLength(lanes), end);
        using var w = new Operand<T>(the.WeightLength, end);
        using var bias = new Operand<T>(the.Outputs, end);
        using var y = new Operand<T>(yLength, end);
        ConvolutionCase.Fill(x.Values, the.Inputs, the.XStride, random);
        Reference.Fill(w.Values, random);
        Reference.Fill(bias.Values, random);
        var before = new T[yLength];
        Reference.Fill(before.AsSpan(), random);
        foreach (Start start in Enum.GetValues<Start>())
        {
            var expected = (T[])before.Clone();
            the.Forward<T>(start, x.Values, w.Values, bias.Values, expected);
            foreach (ConvolutionWidth<T> width in ConvolutionWidth<T>.All)
            {
                before.CopyTo(y.Values);
                width.Forward(the, start, x.Slab, w.Slab, start == Start.Bias ? bias.Slab : default, y.Slab);
                Assert.True(ConvolutionCase.HaveSameBits<T>(expected, y.Values), $"{width.Lanes} lanes, from {start}");
            }
        }
    }

    private static void InputGradient<T>(ConvolutionCase the, bool end, Random random) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = Tile<T>.Lanes, xLength = the.XLength(lanes);
        using var d = new Operand<T>(the.YLength(lanes), end);
        using var w = new Operand<T>(the.WeightLength, end);
        using var packed = new Operand<T>(the.PackedLength, end);
        using var dx = new Operand<T>(xLength, end);
        ConvolutionCase.Fill(d.Values, the.Outputs, the.YStride, random);
        Reference.Fill(w.Values, random);
        if (!the.IsDepthwise)
            Convolution.Pack(w.Slab, the.WeightStride, packed.Slab, the.Window.Taps, the.Inputs, the.Outputs);
        var before = new T[xLength];
        Reference.Fill(before.AsSpan(), random);
        foreach (bool add in new[] { false, true })
        {
            var expected = (T[])before.Clone();
            the.InputGradient<T>(add, d.Values, w.Values, expected);
            foreach (ConvolutionWidth<T> width in ConvolutionWidth<T>.All)
            {
                before.CopyTo(dx.Values);
                width.InputGradient(the, add, d.Slab, the.IsDepthwise ? w.Slab : packed.Slab, dx.Slab);
                Assert.True(ConvolutionCase.HaveSameBits<T>(expected, dx.Values), $"{width.Lanes} lanes, added: {add}");
            }
        }
    }

    private static void WeightGradient<T>(ConvolutionCase the, bool end, Random random) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = Tile<T>.Lanes, outputsOfInput = the.IsDepthwise ? the.Multiplier : the.Outputs;
        using var x = new Operand<T>(the.XLength(lanes), end);
        using var d = new Operand<T>(the.YLength(lanes), end);
        using var gradient = new Operand<T>(the.WeightLength, end);
        using var scratch = new Operand<T>(Convolution.GradientScratch<T>(), end);
        ConvolutionCase.Fill(x.Values, the.Inputs, the.XStride, random);
        ConvolutionCase.Fill(d.Values, the.Outputs, the.YStride, random);
        scratch.Values.Fill(T.NaN);
        var before = new T[the.WeightLength];
        Reference.Fill(before.AsSpan(), random);
        var expected = (T[])before.Clone();
        the.WeightGradient<T>(x.Values, d.Values, expected);
        foreach (ConvolutionWidth<T> width in ConvolutionWidth<T>.All)
        {
            before.CopyTo(gradient.Values);
            width.WeightGradient(the, x.Slab, d.Slab, gradient.Slab, scratch.Slab);
            Assert.True(ConvolutionCase.HaveSameBits<T>(expected, gradient.Values), $"{width.Lanes} lanes");
        }
    }

    /// <summary>Values between guarded pages, at the first or the last of them.</summary>
    private sealed class Operand<T>(int length, bool end) : IDisposable where T : unmanaged
    {
        private readonly GuardedBuffer<T> _memory = new(length);

        public Slab<T> Slab => _memory.At(end, length);

        public Span<T> Values => Slab.Span(length);

        public void Dispose() => _memory.Dispose();
    }
}
