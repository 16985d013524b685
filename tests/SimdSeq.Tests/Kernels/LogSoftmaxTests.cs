using System.Numerics;
using System.Runtime.InteropServices;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>
/// Log-softmax and gated linear units: the stated error, the same bits over samples and over features at every width, nothing else
/// touched, their gradients.
/// </summary>
public sealed class LogSoftmaxTests
{
    private static readonly int[] Sizes = [.. Enumerable.Range(1, 40), 64, 100, 1000];

    [Fact]
    public void SingleHoldsTheStatedError() => Error<float>(Math.ScaleB(1, -24));

    // The reference rounds as much once more.
    [Fact]
    public void DoubleHoldsTheStatedError() => Error<double>(2 * Math.ScaleB(1, -53));

    [Fact]
    public void SingleHasTheSameBitsInEveryForm() => Forms<float>();

    [Fact]
    public void DoubleHasTheSameBitsInEveryForm() => Forms<double>();

    [Fact]
    public void ManyEqualValuesHaveTheLogarithmOfTheirNumber()
    {
        foreach (int features in (int[])[2, 1 << 10, 1 << 20])
        {
            using var buffer = new GuardedBuffer<float>(features);
            var row = buffer.AtEnd(features);
            foreach (var run in NormalizationRun<float>.All)
            {
                row.Span(features).Fill(1e30f);
                run.LogSoftmaxOverFeatures(row, row, features);
                Assert.All(row.Span(Math.Min(features, 100)).ToArray(), value => Assert.Equal(-Math.Log(features), value, 2e-6));
            }
        }
    }

    [Theory]
    [InlineData(new[] { 1000.0, 999, -1000 }, new[] { -0.31326168751822286, -1.3132616875182228, -2000.3132616875182 })]
    [InlineData(new[] { double.NegativeInfinity, 0, 0 }, new[] { double.NegativeInfinity, -0.6931471805599453, -0.6931471805599453 })]
    [InlineData(new[] { double.NegativeInfinity, double.NegativeInfinity }, new[] { double.NaN, double.NaN })]
    [InlineData(new[] { double.PositiveInfinity, 0 }, new[] { double.NaN, double.NaN })]
    [InlineData(new[] { 1, double.NaN, 2 }, new[] { double.NaN, double.NaN, double.NaN })]
    public void ExtremesAreAsDocumented(double[] row, double[] expected)
    {
        using var buffer = new GuardedBuffer<double>(row.Length);
        var values = buffer.AtEnd(row.Length);
        foreach (var run in NormalizationRun<double>.All)
        {
            row.CopyTo(values.Span(row.Length));
            run.LogSoftmaxOverFeatures(values, values, row.Length);
            for (int i = 0; i < row.Length; i++) Assert.Equal(expected[i], values[i], 1e-12);
        }
    }

    [Fact]
    public void GradientsAreThoseOfCentralDifferences()
    {
        foreach (int features in (int[])[2, 5, 16, 17, 40])
        {
            foreach (var run in NormalizationRun<double>.All)
            {
                Differences(features, features,
                    (x, y) => run.LogSoftmaxOverSamples(x, y, features, 2), (_, y, dy, dx) => run.LogSoftmaxBackward(y, dy, dx, features, 2));
                int half = features * Tile<double>.Lanes;
                Differences(2 * features, features,
                    (x, y) => run.Glu(x, y, half, 2), (x, _, dy, dx) => run.GluBackward(x, dy, dx, adds: false, half, 2));
                Differences(2 * features, features,
                    (x, y) => run.Glu(x, y, half, 2), (x, _, dy, dx) =>
                    {
                        dx.Span(4 * half).Fill(1);
                        run.GluBackward(x, dy, dx, adds: true, half, 2);
                        foreach (ref double value in dx.Span(4 * half)) value -= 1;
                    });
            }
        }
    }

    private static void Differences(
        int inputs, int outputs, Action<Slab<double>, Slab<double>> forward,
        Action<Slab<double>, Slab<double>, Slab<double>, Slab<double>> backward)
    {
        var random = new Random(inputs);
        int given = 2 * inputs * Tile<double>.Lanes, answered = 2 * outputs * Tile<double>.Lanes;
        using GuardedBuffer<double> x = new(given), y = new(answered), dy = new(answered), dx = new(given);
        Slab<double> xs = x.AtEnd(given), ys = y.AtEnd(answered), ds = dy.AtEnd(answered), gradient = dx.AtEnd(given);
        for (int i = 0; i < given; i++) xs[i] = 4 * random.NextDouble() - 2;
        for (int i = 0; i < answered; i++) ds[i] = 2 * random.NextDouble() - 1;
        forward(xs, ys);
        backward(xs, ys, ds, gradient);
        for (int i = 0; i < given; i += 7)
        {
            double kept = xs[i], h = 1e-5, difference = (Loss(kept + h) - Loss(kept - h)) / (2 * h);
            xs[i] = kept;
            Assert.Equal(difference, gradient[i], 2e-9);

            double Loss(double value)
            {
                xs[i] = value;
                forward(xs, ys);
                double sum = 0;
                for (int k = 0; k < answered; k++) sum += ds[k] * ys[k];
                return sum;
            }
        }
    }

    private static void Error<T>(double unit) where T : unmanaged, IFloatingPointIeee754<T>
    {
        double slack = SimdLevel.HasFusedMultiplyAdd ? 1 : 2;
        var random = new Random(11);
        foreach (int features in Sizes)
        {
            foreach (double size in (double[])[0.1, 3, 30, 300])
            {
                using var buffer = new GuardedBuffer<T>(features);
                var row = buffer.AtEnd(features);
                foreach (ref T value in row.Span(features)) value = T.CreateTruncating(size * (2 * random.NextDouble() - 1));
                double[] x = [.. row.Span(features).ToArray().Select(double.CreateTruncating)];
                double largest = x.Max(), log = Math.Log(x.Sum(value => Math.Exp(value - largest)));
                new NormalizationRun<Vector256Of<T>, T>().LogSoftmaxOverFeatures(row, row, features);
                for (int i = 0; i < features; i++)
                {
                    double expected = x[i] - largest - log, got = double.CreateTruncating(row[i]);
                    double bound = slack * ((features / 16.0 + Math.Log(features) + 12) * unit + 3 * unit * Math.Abs(expected));
                    Assert.True(Math.Abs(expected - got) <= bound, $"{features} features: {got:R}, not {expected:R}");
                }
            }
        }
    }

    private static void Forms<T>() where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Rows = 2;
        int lanes = Tile<T>.Lanes;
        var random = new Random(7);
        foreach (int features in Sizes)
        {
            int length = Rows * 2 * features * lanes;
            using GuardedBuffer<T> x = new(length), y = new(length), sample = new(2 * features), answer = new(features);
            Slab<T> xs = x.AtEnd(length), ys = y.AtEnd(length), one = sample.AtEnd(2 * features), got = answer.AtEnd(features);
            foreach (ref T value in xs.Span(length)) value = T.CreateTruncating(20 * random.NextDouble() - 10);
            T[]? logs = null, gated = null, gradients = null;
            foreach (var run in NormalizationRun<T>.All)
            {
                run.LogSoftmaxBackward(xs, xs, ys, features, Rows);
                gradients ??= ys.Span(length / 2).ToArray();
                Same<T>(gradients, ys.Span(length / 2), $"gradients of {features} features");
                run.Glu(xs, ys, features * lanes, Rows);
                gated ??= ys.Span(length / 2).ToArray();
                Same<T>(gated, ys.Span(length / 2), $"{features} gated features over samples");
                run.LogSoftmaxOverSamples(xs, ys, 2 * features, Rows);
                logs ??= ys.Span(length).ToArray();
                Same<T>(logs, ys.Span(length), $"{2 * features} features over samples");
                for (int place = 0; place < Rows * lanes; place += 3)
                {
                    T[] Sample(ReadOnlySpan<T> of, int values)
                    {
                        var row = new T[values];
                        for (int i = 0; i < values; i++) row[i] = of[(place / lanes * values + i) * lanes + place % lanes];
                        return row;
                    }

                    Sample(xs.Span(length), 2 * features).CopyTo(one.Span(2 * features));
                    run.Glu(one, got, features, 1);
                    Same<T>(Sample(gated, features), got.Span(features), $"{features} gated features of a sample");
                    run.LogSoftmaxOverFeatures(one, one, 2 * features);
                    Same<T>(Sample(logs, 2 * features), one.Span(2 * features), $"{2 * features} features of a sample");
                }
            }
        }
    }

    private static void Same<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> got, string what) where T : unmanaged =>
        Assert.True(MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(got)), what);
}
