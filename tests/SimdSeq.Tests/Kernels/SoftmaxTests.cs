using System.Numerics;
using System.Runtime.InteropServices;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>
/// Softmax: the stated error, the same bits over samples and over features at every width, nothing else touched, its gradient.
/// </summary>
public sealed class SoftmaxTests
{
    private static readonly int[] Sizes = [.. Enumerable.Range(1, 50), 64, 100, 1000];

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
    public void TheGradientIsThatOfCentralDifferences()
    {
        foreach (int features in (int[])[2, 5, 16, 17, 40])
        {
            var random = new Random(features);
            int lanes = Tile<double>.Lanes, length = 2 * features * lanes;
            using GuardedBuffer<double> x = new(length), y = new(length), dy = new(length);
            Slab<double> xs = x.AtEnd(length), ys = y.AtEnd(length), ds = dy.AtEnd(length);
            var weights = new double[length];
            for (int i = 0; i < length; i++) (xs[i], weights[i]) = (4 * random.NextDouble() - 2, 2 * random.NextDouble() - 1);
            foreach (var run in Widths<double>())
            {
                run.OverSamples(xs, ys, features, 2);
                weights.CopyTo(ds.Span(length));
                run.Backward(ys, ds, ds, features, 2);
                double[] gradient = ds.Span(length).ToArray();
                for (int i = 0; i < length; i += 7)
                {
                    double kept = xs[i], h = 1e-5;
                    double difference = (Loss(kept + h) - Loss(kept - h)) / (2 * h);
                    xs[i] = kept;
                    Assert.Equal(difference, gradient[i], 1e-9);

                    double Loss(double value)
                    {
                        xs[i] = value;
                        run.OverSamples(xs, ys, features, 2);
                        return weights.Zip(ys.Span(length).ToArray(), (w, answer) => w * answer).Sum();
                    }
                }
            }
        }
    }

    [Fact]
    public void GradientsHaveTheSameBitsAtEveryWidth()
    {
        const int Features = 37;
        int length = Features * Tile<float>.Lanes;
        using GuardedBuffer<float> y = new(length), dy = new(length), dx = new(length);
        var random = new Random(3);
        foreach (ref float value in y.AtEnd(length).Span(length)) value = random.NextSingle();
        foreach (ref float value in dy.AtEnd(length).Span(length)) value = random.NextSingle() - 0.5f;
        float[]? expected = null;
        foreach (var run in Widths<float>())
        {
            run.Backward(y.AtEnd(length), dy.AtEnd(length), dx.AtEnd(length), Features, 1);
            expected ??= dx.AtEnd(length).Span(length).ToArray();
            Assert.Equal(expected, dx.AtEnd(length).Span(length).ToArray());
        }
    }

    [Theory]
    [InlineData(new[] { 1000.0, 999, -1000 }, new[] { 0.7310585786300049, 0.2689414213699951, 0 })]
    [InlineData(new[] { 3e38, -3e38 }, new[] { 1.0, 0 })]
    [InlineData(new[] { double.NegativeInfinity, 0, 0 }, new[] { 0, 0.5, 0.5 })]
    [InlineData(new[] { double.NegativeInfinity, double.NegativeInfinity }, new[] { double.NaN, double.NaN })]
    [InlineData(new[] { double.PositiveInfinity, 0 }, new[] { double.NaN, double.NaN })]
    [InlineData(new[] { 1, double.NaN, 2 }, new[] { double.NaN, double.NaN, double.NaN })]
    [InlineData(new[] { double.NaN, 1, 2 }, new[] { double.NaN, double.NaN, double.NaN })]
    [InlineData(new[] { -0.0, 0 }, new[] { 0.5, 0.5 })]
    public void ExtremesAreAsDocumented(double[] row, double[] expected)
    {
        // Repeated until lanes over features meet them in whole vectors too: the answers are then shares of as many.
        foreach (int times in (int[])[1, 16])
        {
            Extremes<float>([.. Enumerable.Repeat(row, times).SelectMany(values => values)], expected, times, 1e-6);
            Extremes<double>([.. Enumerable.Repeat(row, times).SelectMany(values => values)], expected, times, 1e-15);
        }
    }

    private static void Extremes<T>(double[] row, double[] expected, int times, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = Tile<T>.Lanes;
        using GuardedBuffer<T> tile = new(row.Length * lanes), sample = new(row.Length);
        foreach (var run in Widths<T>())
        {
            Slab<T> all = tile.AtEnd(row.Length * lanes), one = sample.AtEnd(row.Length);
            for (int i = 0; i < row.Length; i++)
            {
                one[i] = T.CreateTruncating(row[i]);
                (all + i * lanes).Span(lanes).Fill(one[i]);
            }

            run.OverSamples(all, all, row.Length, 1);
            run.OverFeatures(one, one, row.Length);
            for (int i = 0; i < row.Length; i++)
            {
                double wanted = expected[i % expected.Length] / times;
                Assert.Equal(wanted, double.CreateTruncating(one[i]), tolerance);
                Assert.Equal(wanted, double.CreateTruncating(all[i * lanes + lanes - 1]), tolerance);
            }
        }
    }

    private static void Error<T>(double unit) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(11);
        foreach (int features in Sizes)
        {
            foreach (double size in (double[])[0.1, 3, 30, 300])
            {
                using var buffer = new GuardedBuffer<T>(features);
                var row = buffer.AtEnd(features);
                foreach (ref T value in row.Span(features)) value = T.CreateTruncating(size * (2 * random.NextDouble() - 1));
                double[] x = [.. row.Span(features).ToArray().Select(double.CreateTruncating)];
                double largest = x.Max(), sum = x.Sum(value => Math.Exp(value - largest));
                new Run<Vector256Of<T>, T>().OverFeatures(row, row, features);
                for (int i = 0; i < features; i++)
                {
                    double expected = Math.Exp(x[i] - largest) / sum;
                    double bound = (features / 16.0 + Math.Log(features) + 12) * unit * expected + unit / 2;
                    Assert.InRange(double.CreateTruncating(row[i]), expected - bound, expected + bound);
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
            int length = Rows * features * lanes;
            using GuardedBuffer<T> x = new(length), y = new(length), sample = new(features), answer = new(features);
            Slab<T> xs = x.AtEnd(length), ys = y.AtEnd(length), one = sample.AtEnd(features), got = answer.AtEnd(features);
            foreach (ref T value in xs.Span(length)) value = T.CreateTruncating(20 * random.NextDouble() - 10);
            T[]? expected = null;
            foreach (var run in Widths<T>())
            {
                run.OverSamples(xs, ys, features, Rows);
                expected ??= ys.Span(length).ToArray();
                Same(expected, ys.Span(length), $"{features} features over samples");
                for (int row = 0; row < Rows; row++)
                {
                    for (int lane = 0; lane < lanes; lane++)
                    {
                        T[] wanted = [.. Enumerable.Range(0, features).Select(i => expected[(row * features + i) * lanes + lane])];
                        for (int i = 0; i < features; i++) one[i] = xs[(row * features + i) * lanes + lane];
                        run.OverFeatures(one, got, features);
                        Same(wanted, got.Span(features), $"{features} features over features");
                        run.OverFeatures(one, one, features);
                        Same(wanted, one.Span(features), $"{features} features in place");
                    }
                }
            }
        }
    }

    private static void Same<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> got, string what) where T : unmanaged =>
        Assert.True(MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(got)), what);

    private static IEnumerable<Run<T>> Widths<T>() where T : unmanaged =>
        [new Run<Vector512Of<T>, T>(), new Run<Vector256Of<T>, T>(), new Run<Vector128Of<T>, T>()];

    private abstract class Run<T> where T : unmanaged
    {
        public abstract void OverSamples(Slab<T> x, Slab<T> y, int features, int rows);

        public abstract void OverFeatures(Slab<T> x, Slab<T> y, int features);

        public abstract void Backward(Slab<T> y, Slab<T> dy, Slab<T> dx, int features, int rows);
    }

    private sealed class Run<V, T> : Run<T> where V : struct, IVector<V, T> where T : unmanaged
    {
        public override void OverSamples(Slab<T> x, Slab<T> y, int features, int rows) => Softmax.OverSamples<V, T>(x, y, features, rows);

        public override void OverFeatures(Slab<T> x, Slab<T> y, int features) => Softmax.OverFeatures<V, T>(x, y, features);

        public override void Backward(Slab<T> y, Slab<T> dy, Slab<T> dx, int features, int rows) =>
            Softmax.Backward<V, T>(y, dy, dx, features, rows);
    }
}
