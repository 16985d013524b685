using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

public sealed class PhiloxTests
{
    /// <summary>The known answers that come with Random123, the reference implementation.</summary>
    [Theory]
    [InlineData(0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)]
    [InlineData(
        0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd)]
    [InlineData(
        0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1)]
    public void KnownAnswers(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3)
    {
        Assert.Equal((r0, r1, r2, r3), Philox.Generate(c0, c1, c2, c3, k0, k1));

        // Lane 5 of eight counters that begin five earlier.
        PhiloxLanes lanes = PhiloxLanes.Generate(c0, c1 - 5, c2, c3, k0, k1);
        Assert.Equal((r0, r1, r2, r3), (lanes.R0[5], lanes.R1[5], lanes.R2[5], lanes.R3[5]));
    }

    [Fact]
    public void UniformNumbersFillTheInterval()
    {
        var stream = new PhiloxStream(seed: 1, stream: 2);
        var counts = new int[16];
        double sum = 0;
        for (int i = 0; i < 160_000; i++)
        {
            double u = stream.NextUniform();
            Assert.InRange(u, 0, 1 - Math.Pow(2, -53));
            counts[(int)(u * 16)]++;
            sum += u;
        }
        Assert.All(counts, count => Assert.InRange(count, 9_500, 10_500));
        Assert.InRange(sum / 160_000, 0.497, 0.503);
    }

    [Fact]
    public void NormalNumbersHaveTheirMoments()
    {
        var stream = new PhiloxStream(seed: -3, stream: 0);
        double mean = 0, square = 0, fourth = 0;
        const int Count = 200_000;
        for (int i = 0; i < Count; i++)
        {
            double z = stream.NextNormal();
            mean += z / Count;
            square += z * z / Count;
            fourth += z * z * z * z / Count;
        }
        Assert.InRange(mean, -0.01, 0.01);
        Assert.InRange(square, 0.98, 1.02);
        Assert.InRange(fourth, 2.9, 3.1);
    }

    [Fact]
    public void StreamsOfOneSeedDiffer()
    {
        var a = new PhiloxStream(5, 0);
        var b = new PhiloxStream(5, 1);
        Assert.NotEqual(a.NextUniform(), b.NextUniform());
    }
}
