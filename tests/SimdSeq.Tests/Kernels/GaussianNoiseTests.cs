using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>Noise is that of its equations at every width, and has the moments of the normal distribution.</summary>
public sealed class GaussianNoiseTests
{
    [Fact]
    public void HoldsTheMomentsAndSharesOfTheNormalDistribution()
    {
        const int Units = 40_000;
        float[] noise = Noise<Vector256Of<float>, float>(Units, 1, seed: 3, step: 8, layer: 1, firstSample: 0);
        double[] z = [.. noise.Select(value => (double)value)];
        double n = z.Length, mean = z.Average(), variance = z.Average(value => value * value) - mean * mean;
        double third = z.Average(value => value * value * value), fourth = z.Average(value => value * value * value * value);
        // Of n numbers these have the variances 1/n, 2/n, 15/n and 96/n.
        Assert.InRange(mean, -4 / Math.Sqrt(n), 4 / Math.Sqrt(n));
        Assert.InRange(variance, 1 - 4 * Math.Sqrt(2 / n), 1 + 4 * Math.Sqrt(2 / n));
        Assert.InRange(third, -4 * Math.Sqrt(15 / n), 4 * Math.Sqrt(15 / n));
        Assert.InRange(fourth, 3 - 4 * Math.Sqrt(96 / n), 3 + 4 * Math.Sqrt(96 / n));
        foreach (double limit in (double[])[-3.5, -3, -2, -1, -0.5, 0, 0.25, 1, 2, 3, 3.5])
        {
            double share = ExactFunctions.NormalCdf(limit), deviation = Math.Sqrt(share * (1 - share) / n);
            Assert.InRange(z.Count(value => value < limit) / n, share - 4 * deviation, share + 4 * deviation);
        }

        Assert.InRange(z.Max(Math.Abs), 4.5, 6.56);
    }

    [Fact]
    public void NeighboursAreIndependent()
    {
        const int Units = 4_000, Lanes = 16;
        float[] z = Noise<Vector256Of<float>, float>(Units, 1, seed: 3, step: 8, layer: 1, firstSample: 0);
        foreach (int distance in (int[])[1, 2, Lanes, 2 * Lanes, 3 * Lanes, 4 * Lanes])
        {
            int count = z.Length - distance;
            double product = Enumerable.Range(0, count).Average(i => (double)z[i] * z[i + distance]);
            double squares = Enumerable.Range(0, count).Average(i => (z[i] * z[i] - 1.0) * (z[i + distance] * z[i + distance] - 1.0));
            Assert.InRange(product, -4 / Math.Sqrt(count), 4 / Math.Sqrt(count));
            Assert.InRange(squares, -8 / Math.Sqrt(count), 8 / Math.Sqrt(count)); // squares of a deviation of √2 each
        }
    }

    [Fact]
    public void IsBoxAndMullersOfItsKeyInSingle() => IsOfItsKey<float>(nearZero: 4e-4, elsewhere: 2e-6);

    [Fact]
    public void IsBoxAndMullersOfItsKeyInDouble() => IsOfItsKey<double>(nearZero: 1e-11, elsewhere: 1e-11);

    [Fact]
    public void HasTheSameBitsAtEveryWidth()
    {
        float[] single = Noise<Vector512Of<float>, float>(103, 0.3, 1, 2, 3, 4);
        Assert.Equal(single, Noise<Vector256Of<float>, float>(103, 0.3, 1, 2, 3, 4));
        Assert.Equal(single, Noise<Vector128Of<float>, float>(103, 0.3, 1, 2, 3, 4));
        double[] twice = Noise<Vector512Of<double>, double>(103, 0.3, 1, 2, 3, 4);
        Assert.Equal(twice, Noise<Vector256Of<double>, double>(103, 0.3, 1, 2, 3, 4));
        Assert.Equal(twice, Noise<Vector128Of<double>, double>(103, 0.3, 1, 2, 3, 4));
    }

    [Fact]
    public void DoesNotDependOnTheTile()
    {
        const int Lanes = 16;
        float[] z = Noise<Vector256Of<float>, float>(33, 1, 1, 2, 3, firstSample: 10);
        float[] shifted = Noise<Vector256Of<float>, float>(33, 1, 1, 2, 3, firstSample: 14);
        for (int unit = 0; unit < 33; unit++)
        {
            for (int lane = 4; lane < Lanes; lane++) Assert.Equal(z[unit * Lanes + lane], shifted[unit * Lanes + lane - 4]);
        }
    }

    [Fact]
    public void EveryPartOfTheKeyMatters()
    {
        float[] z = Of(1, 2, 3, 4);
        float[][] others =
            [Of(2, 2, 3, 4), Of(1, 3, 3, 4), Of(1, 2, 4, 4), Of(1, 2, 3, 5), Of(1 + (1L << 32), 2, 3, 4), Of(1, 2 + (1L << 32), 3, 4)];
        Assert.All(others, other => Assert.NotEqual(z, other));

        static float[] Of(long seed, long step, int layer, int firstSample) =>
            Noise<Vector256Of<float>, float>(8, 1, seed, step, layer, firstSample);
    }

    [Fact]
    public void IsAddedToTheValuesAndTouchesNothingElse()
    {
        for (int units = 1; units <= 9; units++)
        {
            Adds<Vector512Of<float>, float>(units);
            Adds<Vector128Of<double>, double>(units);
        }
    }

    private static void Adds<V, T>(int units) where V : struct, IVector<V, T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        int length = units * Tile<T>.Lanes;
        using var from = new GuardedBuffer<T>(length);
        using var to = new GuardedBuffer<T>(length);
        Slab<T> x = from.AtEnd(length), y = to.AtEnd(length);
        Reference.Fill(x.Span(length), new Random(units));
        T[] before = x.Span(length).ToArray(), z = Noise<V, T>(units, 1, 1, 2, 3, 4);
        GaussianNoise.Add<V, T>(x, y, units, 0.5, 1, 2, 3, 4);
        Assert.Equal(before, x.Span(length).ToArray());
        for (int i = 0; i < length; i++)
            Assert.Equal(Reference.MultiplyAdd(z[i], T.CreateChecked(0.5), before[i]), y[i]);
        GaussianNoise.Add<V, T>(x, x, units, 0.5, 1, 2, 3, 4);
        Assert.Equal(y.Span(length).ToArray(), x.Span(length).ToArray());
        GaussianNoise.Add<V, T>(x, y, units, 0, 1, 2, 3, 4);
        Assert.Equal(x.Span(length).ToArray(), y.Span(length).ToArray());
    }

    private static void IsOfItsKey<T>(double nearZero, double elsewhere) where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Units = 3_999;
        int lanes = Tile<T>.Lanes;
        T[] z = Noise<Vector256Of<T>, T>(Units, 1, seed: (7L << 32) | 5, step: (3L << 32) | 11, layer: 2, firstSample: 100);
        for (int unit = 0; unit < Units; unit++)
        {
            for (int lane = 0; lane < lanes; lane++)
            {
                (uint r0, uint r1, uint r2, uint r3) = Philox.Generate((uint)unit / 4, 100 + (uint)lane, 11, (3u << 16) | 2, 5, 7);
                (uint radius, uint angle) = unit % 4 < 2 ? (r0, r1) : (r2, r3);
                double r = Math.Sqrt(-2 * Math.Log(((radius >> 1) + 1.0) / (1u << 31))), half = (int)angle / (double)(1u << 31);
                double expected = unit % 2 == 0 ? r * Math.Cos(Math.PI * half) : r * Math.Sin(Math.PI * half);
                Assert.Equal(expected, double.CreateChecked(z[unit * lanes + lane]), r < 0.1 ? nearZero : elsewhere);
            }
        }
    }

    private static unsafe T[] Noise<V, T>(int units, double deviation, long seed, long step, int layer, int firstSample)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        var noise = new T[units * Tile<T>.Lanes];
        fixed (T* p = noise)
            GaussianNoise.Add<V, T>(new(p), new(p), units, deviation, seed, step, layer, firstSample);
        return noise;
    }
}
