using SimdSeq.Kernels;
using Xunit.Abstractions;

namespace SimdSeq.Tests.Kernels;

/// <summary>Weights by length and direction, and their gradients.</summary>
public sealed class WeightNormalizationTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 31)]
    [InlineData(21, 32)]
    [InlineData(5, 33)]
    [InlineData(3, 70)]
    public void WeightsHaveTheLengthAndTheDirection(int rows, int outputs)
    {
        using var run = new Run(rows, outputs, Seed());
        WeightNormalization.Derive(run.V, run.G, run.W, rows, outputs);
        for (int o = 0; o < outputs; o++)
        {
            double square = 0;
            for (int i = 0; i < rows; i++)
                square += run.V[i * outputs + o] * run.V[i * outputs + o];
            for (int i = 0; i < rows; i++)
                Assert.Equal(run.G[o] * run.V[i * outputs + o] / Math.Sqrt(square), run.W[i * outputs + o], 1e-14 * Math.Abs(run.G[o]));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 33)]
    [InlineData(9, 4)]
    public void GradientsAreDifferencesOfTheWeights(int rows, int outputs)
    {
        using var run = new Run(rows, outputs, Seed());
        var (dvBefore, dgBefore) = (run.Dv.Span(rows * outputs).ToArray(), run.Dg.Span(outputs).ToArray());
        WeightNormalization.Gradients(run.V, run.G, run.D, run.Dv, run.Dg, rows, outputs);
        for (int o = 0; o < outputs; o++)
        {
            double length = run.LengthOfDirection(o), scale = run.Scale(o);
            for (int i = o; i < rows * outputs; i += outputs)
                Assert.Equal(run.Difference(o, ref run.V[i], 1e-5 * length), run.Dv[i] - dvBefore[i], 1e-8 * scale);
            Assert.Equal(run.Difference(o, ref run.G[o], 1e-4), run.Dg[o] - dgBefore[o], 1e-8 * scale);
        }
    }

    [Fact]
    public void ADirectionWithoutLengthGivesZero()
    {
        using var run = new Run(3, 2, Seed());
        for (int i = 0; i < 3; i++)
            run.V[2 * i] = 0;
        var (dvBefore, dgBefore) = (run.Dv.Span(6).ToArray(), run.Dg.Span(2).ToArray());
        WeightNormalization.Derive(run.V, run.G, run.W, 3, 2);
        WeightNormalization.Gradients(run.V, run.G, run.D, run.Dv, run.Dg, 3, 2);
        Assert.All([0, 2, 4], i => Assert.Equal((0.0, dvBefore[i]), (run.W[i], run.Dv[i])));
        Assert.Equal(dgBefore[0], run.Dg[0]);
        Assert.NotEqual(dgBefore[1], run.Dg[1]);
    }

    [Fact]
    public void SingleIsDoubleRounded()
    {
        const int Rows = 11, Outputs = 35;
        using var run = new Run(Rows, Outputs, Seed());
        using var memory = new GuardedBuffer<float>(2 * Rows * Outputs + Outputs);
        Slab<float> v = memory.AtEnd(2 * Rows * Outputs + Outputs), w = v + Rows * Outputs, g = w + Rows * Outputs;
        for (int i = 0; i < Rows * Outputs; i++)
            run.V[i] = v[i] = (float)run.V[i];
        for (int o = 0; o < Outputs; o++)
            run.G[o] = g[o] = (float)run.G[o];
        WeightNormalization.Derive(run.V, run.G, run.W, Rows, Outputs);
        WeightNormalization.Derive(v, g, w, Rows, Outputs);
        for (int i = 0; i < Rows * Outputs; i++)
            Assert.Equal((float)run.W[i], w[i]);
    }

    private int Seed()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        return seed;
    }

    /// <summary>Random parameters and gradients, each on guarded pages of its own.</summary>
    private sealed class Run : IDisposable
    {
        private readonly int _rows, _outputs;
        private readonly List<GuardedBuffer<double>> _buffers = [];

        public Run(int rows, int outputs, int seed)
        {
            (_rows, _outputs) = (rows, outputs);
            var random = new Random(seed);
            (V, W, D, Dv) = (New(rows * outputs), New(rows * outputs), New(rows * outputs), New(rows * outputs));
            (G, Dg) = (New(outputs), New(outputs));

            Slab<double> New(int length)
            {
                _buffers.Add(new(length));
                Slab<double> slab = _buffers[^1].AtEnd(length);
                Reference.Fill(slab.Span(length), random);
                return slab;
            }
        }

        public Slab<double> V { get; }

        public Slab<double> W { get; }

        public Slab<double> D { get; }

        public Slab<double> Dv { get; }

        public Slab<double> G { get; }

        public Slab<double> Dg { get; }

        /// <summary>The central difference of what an output has of <c>(d, weights)</c>.</summary>
        public double Difference(int output, ref double value, double step)
        {
            double kept = value;
            value = kept + step;
            double above = Loss(output);
            value = kept - step;
            double difference = (above - Loss(output)) / (2 * step);
            value = kept;
            return difference;
        }

        public double LengthOfDirection(int output) => Math.Sqrt(Column(output).Sum(i => V[i] * V[i]));

        /// <summary>What the rounding of an output's gradients is measured by.</summary>
        public double Scale(int output) =>
            Column(output).Sum(i => Math.Abs(D[i])) * (1 + Math.Abs(G[output]) / LengthOfDirection(output));

        public void Dispose() => _buffers.ForEach(buffer => buffer.Dispose());

        private double Loss(int output)
        {
            WeightNormalization.Derive(V, G, W, _rows, _outputs);
            return Column(output).Sum(i => D[i] * W[i]);
        }

        private IEnumerable<int> Column(int output) => Enumerable.Range(0, _rows).Select(row => row * _outputs + output);
    }
}
