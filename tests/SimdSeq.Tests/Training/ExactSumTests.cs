using System.Numerics;

namespace SimdSeq.Tests.Training;

public sealed class ExactSumTests
{
    [Fact]
    public void ItIsTheSumOfWholeNumbersOfAnySizeWhateverTheOrder()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int round = 0; round < 50; round++)
        {
            double[] values = [.. Enumerable.Range(0, 300).Select(_ => Math.ScaleB(random.NextDouble() - 0.5, random.Next(-1060, 900)))];
            ExactSum forward = new(), backward = new(), first = new(), second = new();
            foreach (double value in values) forward.Add(value);
            foreach (double value in values.Reverse()) backward.Add(value);
            for (int i = 0; i < values.Length; i++) (i % 3 == 0 ? first : second).Add(values[i]);
            first.Add(second);
            BigInteger exact = values.Aggregate(BigInteger.Zero, (sum, value) => sum + Whole(value));
            double expected = Divide(exact);
            Assert.True(Math.Abs(forward.Value - expected) <= Math.Abs(Math.BitIncrement(expected) - expected), $"seed {seed}");
            Assert.Equal(BitConverter.DoubleToInt64Bits(forward.Value), BitConverter.DoubleToInt64Bits(backward.Value));
            Assert.Equal(BitConverter.DoubleToInt64Bits(forward.Value), BitConverter.DoubleToInt64Bits(first.Value));

            // What is left of the sum, to another 53 bits.
            BigInteger rest = exact - Whole(forward.Value);
            Assert.True(rest.IsZero || Math.Abs(Divide(rest) - forward.Rest) <= 1e-15 * Math.Abs(forward.Rest), $"seed {seed}");
        }
    }

    [Fact]
    public void WhatCancelsIsGone()
    {
        var sum = new ExactSum();
        foreach (double value in new[] { 1e300, 1, -1e300, 1e-300, -1, -2e-300 }) sum.Add(value);
        Assert.Equal(-1e-300, sum.Value, 1e-315);
        sum.Add(double.PositiveInfinity);
        Assert.Equal(double.PositiveInfinity, sum.Value);
        sum.Add(double.NegativeInfinity);
        Assert.True(double.IsNaN(sum.Value));
        sum.Clear();
        Assert.Equal(0, sum.Value);
        sum.Add(double.Epsilon);
        sum.Add(-3 * double.Epsilon);
        Assert.Equal(-2 * double.Epsilon, sum.Value);
        sum.Clear();
        sum.Add(double.MaxValue);
        sum.Add(double.MaxValue);
        sum.Add(-double.MaxValue);
        Assert.Equal(double.MaxValue, sum.Value);
    }

    [Fact]
    public void ProductsAreNotRounded()
    {
        var sum = new ExactSum();
        double a = 1 + Math.Pow(2, -40);
        sum.AddProduct(a, a);
        sum.Add(-a * a);
        Assert.Equal(Math.Pow(2, -80), sum.Value);
    }

    // In units of 2^-1074.
    private static BigInteger Whole(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52) & 0x7FF;
        var fraction = new BigInteger((bits & ((1L << 52) - 1)) | (exponent == 0 ? 0 : 1L << 52));
        return (bits < 0 ? -fraction : fraction) << Math.Max(exponent - 1, 0);
    }

    private static double Divide(BigInteger value)
    {
        int shift = (int)Math.Max(0, BigInteger.Abs(value).GetBitLength() - 60);
        return Math.ScaleB((double)(value >> shift), shift - 1074);
    }
}
