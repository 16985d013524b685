using SimdSeq.Kernels;
using Xunit.Abstractions;

namespace SimdSeq.Tests.Kernels;

/// <summary>What makes the gradients gradients: inner products, and differences of the forward pass.</summary>
public sealed class ConvolutionAdjointTests(ITestOutputHelper output)
{
    private const int Lanes = 8;

    /// <summary><c>(d, x * w) = (dx, x) = (dw, w)</c>: a convolution is linear in each, and the gradients are its adjoints.</summary>
    [Fact]
    public void InnerProductsAgree()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        for (int i = 0; i < 100; i++)
        {
            int multiplier = i % 3 == 0 ? random.Next(1, 4) : 0, inputs = random.Next(1, 12);
            int outputs = multiplier > 0 ? inputs * multiplier : random.Next(1, 12);
            ConvolutionCase the = ConvolutionCase.Draw(random, inputs, outputs, multiplier) with { Gap = 0 };
            foreach (ConvolutionWidth<double> width in ConvolutionWidth<double>.All)
            {
                using var run = new GradientRun(the, width, random);
                double expected = run.Loss(), scale = run.Scale();
                Assert.True(Math.Abs(expected - run.Inner(run.X, run.Dx)) <= 1e-12 * scale, $"dx, seed {seed}, {the}");
                Assert.True(Math.Abs(expected - run.Inner(run.W, run.Dw)) <= 1e-12 * scale, $"dw, seed {seed}, {the}");
            }
        }
    }

    [Fact]
    public void GradientsAreDifferencesOfTheForwardPass()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        for (int i = 0; i < 20; i++)
        {
            ConvolutionCase the = ConvolutionCase.Draw(random, random.Next(1, 7), random.Next(1, 7)) with { Gap = 0 };
            using var run = new GradientRun(the, ConvolutionWidth<double>.All[i % 3], random);
            double scale = run.Scale();
            Assert.All([(run.X, run.Dx), (run.W, run.Dw)], pair =>
            {
                int at = random.Next(pair.Item1.Length);
                double[] gradient = [.. pair.Item2.Slab.Span(pair.Item2.Length)];
                ref double value = ref pair.Item1.Slab[at];
                double kept = value, step = 1e-4;
                value = kept + step;
                double above = run.Loss();
                value = kept - step;
                double below = run.Loss();
                value = kept;
                Assert.True(
                    Math.Abs((above - below) / (2 * step) - gradient[at]) <= 1e-9 * Math.Max(1, scale), $"Seed {seed}, {the}, value {at}");
            });
        }
    }

    /// <summary>A forward pass whose loss is a random projection, and its gradients.</summary>
    private sealed class GradientRun : IDisposable
    {
        private readonly ConvolutionCase _case;
        private readonly ConvolutionWidth<double> _width;
        private readonly Values _y, _d, _packed, _scratch;

        public GradientRun(ConvolutionCase the, ConvolutionWidth<double> width, Random random)
        {
            (_case, _width) = (the, width);
            (X, Dx) = (new(the.XLength(Lanes)), new(the.XLength(Lanes)));
            (W, Dw) = (new(the.WeightLength), new(the.WeightLength));
            (_y, _d, _packed) = (new(the.YLength(Lanes)), new(the.YLength(Lanes)), new(the.PackedLength));
            _scratch = new(Convolution.GradientScratch<double>());
            foreach (Values values in new[] { X, W, _d })
                Reference.Fill(values.Slab.Span(values.Length), random);
            if (!the.IsDepthwise)
                Convolution.Pack(W.Slab, the.WeightStride, _packed.Slab, the.Window.Taps, the.Inputs, the.Outputs);
            width.InputGradient(the, add: false, _d.Slab, the.IsDepthwise ? W.Slab : _packed.Slab, Dx.Slab);
            width.WeightGradient(the, X.Slab, _d.Slab, Dw.Slab, _scratch.Slab);
        }

        public Values X { get; }

        public Values Dx { get; }

        public Values W { get; }

        public Values Dw { get; }

        public double Loss()
        {
            _width.Forward(_case, Start.Zero, X.Slab, W.Slab, default, _y.Slab);
            return Inner(_y, _d);
        }

        /// <summary>What the rounding of the sums is measured by: the sum of the magnitudes of all products is below this.</summary>
        public double Scale() => Math.Sqrt(Inner(X, X) * Inner(W, W) * Inner(_d, _d)) * Math.Sqrt(_case.Window.Taps * Lanes);

        public double Inner(Values a, Values b)
        {
            double sum = 0;
            for (int i = 0; i < a.Length; i++)
                sum += a.Slab[i] * b.Slab[i];
            return sum;
        }

        public void Dispose()
        {
            foreach (Values values in new[] { X, Dx, W, Dw, _y, _d, _packed, _scratch })
                values.Dispose();
        }
    }

    private sealed class Values(int length) : IDisposable
    {
        private readonly GuardedBuffer<double> _memory = new(length);

        public int Length => length;

        public Slab<double> Slab => _memory.AtEnd(length);

        public void Dispose() => _memory.Dispose();
    }
}
