namespace SimdSeq.Tests.Generation;

public sealed class NaturalLogarithmTests
{
    [Fact]
    public void IsThatOfThePlatformWithinRounding()
    {
        var random = new Random(1);
        double[] values =
        [
            1, 2, 0.5, Math.BitDecrement(1), Math.BitIncrement(1), double.Epsilon, 1e-310, 2.2250738585072014e-308, double.MaxValue,
            .. Enumerable.Range(0, 10_000).Select(_ => Math.Exp(1400 * random.NextDouble() - 700)),
            .. Enumerable.Range(0, 10_000).Select(_ => random.NextDouble() + 1e-12),
        ];
        foreach (double value in values)
        {
            double expected = Math.Log(value), size = Math.Max(Math.Abs(expected), 0.7); // just below 1 two terms cancel
            Assert.InRange(NaturalLogarithm.Of(value), expected - 4e-16 * size * 2, expected + 4e-16 * size * 2);
        }

        Assert.Equal(0, NaturalLogarithm.Of(1));
        Assert.Equal(double.NegativeInfinity, NaturalLogarithm.Of(0));
        Assert.Equal(double.PositiveInfinity, NaturalLogarithm.Of(double.PositiveInfinity));
        Assert.All([-1, double.NaN, double.NegativeInfinity], value => Assert.Equal(double.NaN, NaturalLogarithm.Of(value)));
    }

    [Fact]
    public void PowersAreThoseOfThePlatformWithinRounding()
    {
        foreach (double x in (double[])[1, 7 / 6.0, 2.5, 100, 1e6])
        {
            foreach (double power in (double[])[0, 0.6, 1, 2.5])
                Assert.Equal(1, NaturalLogarithm.Power(x, power) / Math.Pow(x, power), 1e-13);
        }
    }
}
