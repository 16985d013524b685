using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

public sealed class DropoutMaskTests
{
    private const int Lanes = 16;

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void HoldsItsRateAndMean(double rate)
    {
        const int Units = 1000;
        float[] mask = Mask(Units, rate, seed: 3, step: 8, layer: 1, firstSample: 0);
        float keep = (float)(1 / (1 - rate));
        Assert.All(mask, value => Assert.True(value == 0 || value == keep));
        double deviation = Math.Sqrt(rate * (1 - rate) / mask.Length);
        Assert.InRange(mask.Count(value => value == 0) / (double)mask.Length, rate - 4 * deviation, rate + 4 * deviation);
    }

    [Fact]
    public void RateZeroKeepsEverything() => Assert.All(Mask(7, 0, 1, 1, 1, 0), value => Assert.Equal(1, value));

    [Fact]
    public void IsPhiloxOfItsKey()
    {
        float[] mask = Mask(units: 9, rate: 0.25, seed: (7L << 32) | 5, step: (3L << 32) | 11, layer: 2, firstSample: 100);
        for (int unit = 0; unit < 9; unit++)
        {
            for (int lane = 0; lane < Lanes; lane++)
            {
                (uint r0, uint r1, uint r2, uint r3) = Philox.Generate((uint)unit / 4, 100 + (uint)lane, 11, (3u << 16) | 2, 5, 7);
                uint word = (unit % 4) switch { 0 => r0, 1 => r1, 2 => r2, _ => r3 };
                Assert.Equal(word < 0.25 * 4294967296.0 ? 0 : (float)(1 / 0.75), mask[unit * Lanes + lane]);
            }
        }
    }

    [Fact]
    public void DoesNotDependOnTheTile()
    {
        float[] mask = Mask(33, 0.5, 1, 2, 3, firstSample: 10);
        float[] shifted = Mask(33, 0.5, 1, 2, 3, firstSample: 14);
        for (int unit = 0; unit < 33; unit++)
        {
            for (int lane = 4; lane < Lanes; lane++)
                Assert.Equal(mask[unit * Lanes + lane], shifted[unit * Lanes + lane - 4]);
        }
    }

    [Fact]
    public unsafe void DoubleDropsTheSameUnits()
    {
        float[] single = Mask(5, 0.5, 9, 8, 7, 0);
        double[] values = new double[5 * 8];
        fixed (double* p = values)
            DropoutMask.Fill(new Slab<double>(p), 5, 0.5, 9, 8, 7, 0);
        for (int unit = 0; unit < 5; unit++)
        {
            for (int lane = 0; lane < 8; lane++)
                Assert.Equal(single[unit * Lanes + lane], values[unit * 8 + lane]);
        }
    }

    [Fact]
    public void EveryPartOfTheKeyMatters()
    {
        float[] mask = Mask(32, 0.5, 1, 2, 3, 4);
        Assert.False(mask.SequenceEqual(Mask(32, 0.5, 2, 2, 3, 4)));
        Assert.False(mask.SequenceEqual(Mask(32, 0.5, 1, 3, 3, 4)));
        Assert.False(mask.SequenceEqual(Mask(32, 0.5, 1, 2, 4, 4)));
        Assert.False(mask.SequenceEqual(Mask(32, 0.5, 1, 2, 3, 5)));
        Assert.False(mask.SequenceEqual(Mask(32, 0.5, 1 + (1L << 32), 2, 3, 4)));
        Assert.False(mask.SequenceEqual(Mask(32, 0.5, 1, 2 + (1L << 32), 3, 4)));
    }

    [Fact]
    public void WritesItsUnitsOnly()
    {
        for (int units = 1; units <= 9; units++)
        {
            using var single = new GuardedBuffer<float>(units * 16);
            DropoutMask.Fill(single.AtEnd(units * 16), units, 0.5, 1, 1, 1, 0);
            using var twice = new GuardedBuffer<double>(units * 8);
            DropoutMask.Fill(twice.AtEnd(units * 8), units, 0.5, 1, 1, 1, 0);
        }
    }

    private static unsafe float[] Mask(int units, double rate, long seed, long step, int layer, int firstSample)
    {
        float[] mask = new float[units * Lanes];
        fixed (float* p = mask)
            DropoutMask.Fill(new Slab<float>(p), units, rate, seed, step, layer, firstSample);
        return mask;
    }
}
