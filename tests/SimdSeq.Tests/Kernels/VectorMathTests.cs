using System.Numerics;
using System.Runtime.InteropServices;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>
/// The stated errors over the whole range of the format (every 9973rd float, and every float around the critical points), limits,
/// not-a-number, and the same bits at every width.
/// </summary>
public sealed class VectorMathTests
{
    private const int Block = ElementFunctions<float>.Block;

    // Without a fused multiply-add every step of a polynomial rounds twice.
    private static readonly double Slack = SimdLevel.HasFusedMultiplyAdd ? 1 : 2;

    /// <summary>Zero, subnormals, one, where tanh and sigmoid become constant, and the ends of the range of exp.</summary>
    private static readonly float[] Critical =
    [
        0f, 1.1754944e-38f, 0.34657359f, 1f, 3.2751f, 5.968383f, 7.905415f, 9.01f, 17.33f, 20f, 40f, 87f, 87.33655f, 88.3763f, 88.72284f,
        89f, 103.27893f, 103.97208f, 104f,
    ];

    [Fact]
    public void SingleTanh() => Scan("tanh", Math.Tanh, absolute: 3.3e-7, ulps: 5.5, low: -1, high: 1);

    [Fact]
    public void SingleSigmoid() => Scan("sigmoid", Sigmoid, absolute: 1e-7, ulps: double.PositiveInfinity, low: 0, high: 1);

    [Fact]
    public void SingleExp() => Scan("exp", Math.Exp, absolute: double.PositiveInfinity, ulps: 1.1, low: 0, high: float.PositiveInfinity);

    [Fact]
    public void SingleElu() => Scan(
        "elu", x => x > 0 ? x : ExpMinusOne(x), absolute: double.PositiveInfinity, ulps: 1.6, low: -1, high: float.PositiveInfinity);

    [Fact]
    public void AWrongFunctionIsDetected() =>
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Scan("tanh", x => Math.Tanh(x) * (1 + 8e-7), 3.3e-7, 5.5, -1, 1));

    [Fact]
    public void DoubleTanh() => Sample("tanh", Math.Tanh, absolute: 4e-16, relative: 7e-16, range: 25);

    [Fact]
    public void DoubleSigmoid() => Sample("sigmoid", Sigmoid, absolute: 2.5e-16, relative: 7e-16, range: 700);

    [Fact]
    public void DoubleExp() => Sample("exp", Math.Exp, absolute: double.PositiveInfinity, relative: 4e-16, range: 708);

    [Fact]
    public void SingleNormalCdf() =>
        Scan("normal_cdf", ExactFunctions.NormalCdf, absolute: 1.5e-7, ulps: double.PositiveInfinity, low: 0, high: 1);

    [Fact]
    public void DoubleNormalCdf() =>
        Sample("normal_cdf", ExactFunctions.NormalCdf, absolute: 1e-15, relative: double.PositiveInfinity, range: 7);

    [Fact]
    public void SingleSoftplus() => Scan(
        "softplus", ExactFunctions.Softplus, absolute: double.PositiveInfinity, ulps: 4, low: 0, high: float.PositiveInfinity);

    [Fact]
    public void DoubleSoftplus() =>
        Sample("softplus", ExactFunctions.Softplus, absolute: double.PositiveInfinity, relative: 8e-16, range: 700);

    // Less than one is not asked for.
    [Fact]
    public void SingleLog() => Scan(
        "log", x => x < 1 ? double.NaN : Math.Log(x), absolute: double.PositiveInfinity, ulps: 3, low: 0, high: 22.2f, least: 1,
        most: 4.2e9f);

    // More than a quarter turn is not asked for.
    [Fact]
    public void SingleSine() => Scan(
        "sin_of_quarters", x => Math.Abs(x) > 1 ? double.NaN : Math.Sin(Math.PI / 2 * x), absolute: 1.3e-7,
        ulps: double.PositiveInfinity, low: -1.0000002f, high: 1.0000002f, least: -1, most: 1);

    [Fact]
    public void DoubleSine() => Sample(
        "sin_of_quarters", x => Math.Sin(Math.PI / 2 * x), absolute: 3e-16, relative: double.PositiveInfinity, range: 1);

    [Theory]
    [InlineData("silu", 2e-7, 1e-15)]
    [InlineData("gelu", 2e-7, 1e-15)]
    [InlineData("gelu_tanh", 3e-7, 1e-15)]
    [InlineData("mish", 3e-7, 1e-15)]
    [InlineData("hard_swish", 1.3e-7, 3e-16)]
    public void GatedInputsHoldTheStatedErrorRelativeToTheInput(string function, double single, double @double)
    {
        var random = new Random(5);
        float[] x = new float[Block], y = new float[Block];
        double[] wide = new double[Block], answers = new double[Block];
        for (int round = 0; round < 60; round++)
        {
            double scale = 40 * Math.Pow(10, -(round % 5));
            for (int i = 0; i < Block; i++) x[i] = (float)(wide[i] = (2 * random.NextDouble() - 1) * scale);
            ElementFunctions<float>.All[0].Apply(function, x, y);
            ElementFunctions<double>.All[0].Apply(function, wide, answers);
            for (int i = 0; i < Block; i++)
            {
                double error = Math.Abs(y[i] - ExactFunctions.Of(function, x[i])) / Math.Abs(x[i]);
                Assert.True(error <= single * Slack, $"{function}({x[i]:R}) = {y[i]:R}: {error:E2} of the input");
                error = Math.Abs(answers[i] - ExactFunctions.Of(function, wide[i])) / Math.Abs(wide[i]);
                Assert.True(error <= @double * Slack, $"{function}({wide[i]:R}) = {answers[i]:R}: {error:E2} of the input");
            }

            AssertSameBits<float>(function, x, y);
            AssertSameBits<float>(function + " slope", x, Applied(function + " slope", x));
            AssertSameBits<double>(function, wide, answers);
            AssertSameBits<double>(function + " slope", wide, Applied(function + " slope", wide));
        }
    }

    [Theory]
    [InlineData("silu")]
    [InlineData("gelu")]
    [InlineData("gelu_tanh")]
    [InlineData("mish")]
    [InlineData("hard_swish")]
    public void SlopesOfGatedInputsEndAtZeroAndOne(string function)
    {
        foreach (double x in (double[])[100, 1e4, 1e30, double.PositiveInfinity])
        {
            Assert.Equal(1, ElementFunctions<float>.One(function + " slope", (float)x), 1e-6);
            Assert.Equal(0, ElementFunctions<float>.One(function + " slope", (float)-x), 1e-6);
            Assert.Equal(1, ElementFunctions<double>.One(function + " slope", x), 1e-14);
            Assert.Equal(0, ElementFunctions<double>.One(function + " slope", -x), 1e-14);
        }
    }

    [Theory]
    [InlineData("silu", 0, float.PositiveInfinity)]
    [InlineData("gelu", 0, float.PositiveInfinity)]
    [InlineData("gelu_tanh", 0, float.PositiveInfinity)]
    [InlineData("mish", 0, float.PositiveInfinity)]
    [InlineData("hard_swish", 0, float.PositiveInfinity)]
    [InlineData("softplus", 0, float.PositiveInfinity)]
    [InlineData("relu6", 0, 6)]
    [InlineData("normal_cdf", 0, 1)]
    [InlineData("leaky_relu", float.NegativeInfinity, float.PositiveInfinity)]
    public void LimitsOfTheLaterFunctions(string function, float atMinus, float atPlus)
    {
        foreach (double x in (double[])[3e4, 1e38, double.PositiveInfinity])
        {
            float minus = double.IsInfinity(x) ? atMinus : function == "leaky_relu" ? (float)(-0.2f * (float)x) : atMinus;
            float plus = float.IsInfinity(atPlus) ? (float)x : atPlus;
            float tolerance = float.IsInfinity(minus) ? 0 : Math.Abs(minus) * 1e-6f + 1e-30f;
            Assert.Equal(minus, ElementFunctions<float>.One(function, (float)-x), tolerance);
            Assert.Equal(plus, ElementFunctions<float>.One(function, (float)x));
            double wide = ElementFunctions<double>.One(function, -x);
            Assert.True(function == "leaky_relu" ? wide == -0.2 * x : Math.Abs(wide) < 1e-300, $"{function}(-{x}) = {wide}");
        }
    }

    [Fact]
    public void ExpOfNegativeIsExpOrZero()
    {
        Same(-87.6f, -87.7f, float.BitIncrement);
        Same(-708.7, -708.8, double.BitIncrement);

        // From minus infinity to zero, in steps that meet every exponent.
        static void Same<T>(T normal, T zero, Func<T, T> next) where T : unmanaged, IFloatingPointIeee754<T>
        {
            T[] x = [T.NegativeInfinity, T.CreateChecked(-1e30), zero, next(zero), normal, next(normal), T.NegativeZero, T.Zero,
                .. Enumerable.Range(0, 20_000).Select(i => -T.CreateChecked(Math.Pow(1.001, i - 10_000)))];
            Array.Resize(ref x, (x.Length + Block - 1) / Block * Block);
            T[] expected = new T[x.Length], y = new T[x.Length];
            foreach (ElementFunctions<T> width in ElementFunctions<T>.All)
            {
                width.Apply("exp", x, expected);
                width.Apply("exp of negative", x, y);
                for (int i = 0; i < x.Length; i++)
                {
                    if (x[i] <= zero) Assert.True(T.IsZero(y[i]), $"{x[i]:R}");
                    else if (x[i] >= normal) Assert.True(y[i] == expected[i], $"{x[i]:R}: {y[i]:R}, not {expected[i]:R}");
                }
            }
        }
    }

    [Theory]
    [InlineData("exp", 0, float.PositiveInfinity)]
    [InlineData("elu", -1, float.PositiveInfinity)]
    [InlineData("softsign", -1, 1)]
    [InlineData("hard_sigmoid", 0, 1)]
    [InlineData("relu", 0, float.PositiveInfinity)]
    public void Limits(string function, float atMinus, float atPlus)
    {
        Assert.Equal(atMinus, ElementFunctions<float>.One(function, float.NegativeInfinity));
        Assert.Equal(atPlus, ElementFunctions<float>.One(function, float.PositiveInfinity));
        Assert.Equal(atMinus, ElementFunctions<double>.One(function, double.NegativeInfinity));
        Assert.Equal(atPlus, ElementFunctions<double>.One(function, double.PositiveInfinity));
    }

    [Fact]
    public void SigmoidEndsAtANormalNumberAndAtOne()
    {
        Assert.InRange(ElementFunctions<float>.One("sigmoid", float.NegativeInfinity), 1.17549435e-38f, 1.3e-38f);
        Assert.InRange(ElementFunctions<double>.One("sigmoid", double.NegativeInfinity), 2.2250738585072014e-308, 3.4e-308);
        Assert.Equal(1, ElementFunctions<float>.One("sigmoid", float.PositiveInfinity));
        Assert.Equal(1, ElementFunctions<double>.One("sigmoid", double.PositiveInfinity));
    }

    [Fact]
    public void NotANumberStays()
    {
        string[] functions =
            ["exp", "exp of negative", "tanh", "sigmoid", "linear", "relu", "hard_sigmoid", "elu", "selu", "exponential", "softsign",
                "silu", "gelu",
            "gelu_tanh", "mish", "hard_swish", "softplus", "relu6", "leaky_relu", "normal_cdf", "log", "sin_of_quarters"];
        float payload = BitConverter.UInt32BitsToSingle(0xFFC12345);
        foreach (string function in functions)
        {
            var x = new float[Block];
            Array.Fill(x, payload);
            var y = new float[Block];
            foreach (ElementFunctions<float> width in ElementFunctions<float>.All)
            {
                width.Apply(function, x, y);
                Assert.All(y, value => Assert.True(float.IsNaN(value), function));
            }
            Assert.True(double.IsNaN(ElementFunctions<double>.One(function, double.NaN)), function);
        }
    }

    [Theory]
    [InlineData(7.91f)]
    [InlineData(100)]
    [InlineData(float.PositiveInfinity)]
    public void TanhIsOneFromEightOn(float x)
    {
        // The coefficients round to exactly one where each step rounds once.
        float least = SimdLevel.HasFusedMultiplyAdd ? 1 : 1 - 2e-7f;
        Assert.InRange(ElementFunctions<float>.One("tanh", x), least, 1);
        Assert.InRange(ElementFunctions<float>.One("tanh", -x), -1, -least);
    }

    [Theory]
    [InlineData(19.1)]
    [InlineData(double.PositiveInfinity)]
    public void DoubleTanhIsExactlyOneFromTwentyOn(double x)
    {
        Assert.Equal(1, ElementFunctions<double>.One("tanh", x));
        Assert.Equal(-1, ElementFunctions<double>.One("tanh", -x));
    }

    [Fact]
    public void TanhOfEveryNumberNearItsEndIsAtMostOne()
    {
        var x = new float[Block];
        var y = new float[Block];
        uint bits = BitConverter.SingleToUInt32Bits(5), end = BitConverter.SingleToUInt32Bits(8);
        while (bits < end)
        {
            for (int i = 0; i < Block; i++)
                x[i] = BitConverter.UInt32BitsToSingle(bits++);
            ElementFunctions<float>.All[0].Apply("tanh", x, y);
            if (y.AsSpan().ContainsAnyExceptInRange(0.9999f, 1f))
                Assert.Fail($"tanh exceeds one between {x[0]:R} and {x[^1]:R}");
        }
    }

    [Fact]
    public void TanhIsOdd()
    {
        var x = new float[Block];
        var minusX = new float[Block];
        var y = new float[Block];
        var minusY = new float[Block];
        for (int i = 0; i < Block; i++)
        {
            x[i] = (i + 0.5f) * 10 / Block;
            minusX[i] = -x[i];
        }
        ElementFunctions<float>.All[0].Apply("tanh", x, y);
        ElementFunctions<float>.All[0].Apply("tanh", minusX, minusY);
        Assert.Equal(y, minusY.Select(value => -value));
    }

    [Fact]
    public void SmallProbabilitiesOfSigmoidAreAccurateRelativeToThemselves()
    {
        var x = new float[Block];
        var y = new float[Block];
        for (int i = 0; i < Block; i++)
            x[i] = -87f * i / Block;
        ElementFunctions<float>.All[0].Apply("sigmoid", x, y);
        double largest = SimdLevel.HasFusedMultiplyAdd ? 1.5e-6 : 1e-5;
        for (int i = 0; i < Block; i++)
        {
            double expected = Sigmoid(x[i]);
            Assert.True(Math.Abs(y[i] - expected) <= largest * expected, $"sigmoid({x[i]:R}) = {y[i]:R}, exact {expected:R}");
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double ExpMinusOne(double x) => Math.Abs(x) < 1e-5 ? x + x * x / 2 + x * x * x / 6 : Math.Exp(x) - 1;

    private static void Scan(string function, Func<double, double> exact, double absolute, double ulps, float low, float high,
        float least = float.NegativeInfinity, float most = float.PositiveInfinity)
    {
        var x = new float[Block];
        var y = new float[Block];
        int count = 0;
        const uint Infinity = 0x7F800000;
        for (uint bits = 0; bits < Infinity; bits += 9973)
            Add(BitConverter.UInt32BitsToSingle(bits));
        foreach (float point in Critical)
        {
            uint center = BitConverter.SingleToUInt32Bits(point);
            for (uint bits = center - Math.Min(center, 1500); bits <= center + 1500; bits++)
                Add(BitConverter.UInt32BitsToSingle(bits));
        }
        Check(x.AsSpan(), y);

        void Add(float value)
        {
            x[count++] = value;
            x[count++] = -value;
            if (count < Block)
                return;
            Check(x.AsSpan(), y);
            count = 0;
        }

        void Check(Span<float> values, float[] results)
        {
            ElementFunctions<float>.All[0].Apply(function, values, results);
            for (int i = 0; i < values.Length; i++)
            {
                double expected = exact(values[i]);
                float rounded = (float)expected;
                if (results[i] == rounded || values[i] < least || values[i] > most)
                    continue;
                double error = Math.Abs(results[i] - expected);
                double unit = MathF.BitIncrement(Math.Abs(rounded)) - Math.Abs(rounded);
                if (!(error <= absolute * Slack && error <= ulps * Slack * unit && results[i] >= low && results[i] <= high))
                    Assert.Fail($"{function}({values[i]:R}) = {results[i]:R}, exact {expected:R}: {error:E2}, {error / unit:F2} units");
            }
            AssertSameBits(function, values, results);
        }
    }

    private static void Sample(string function, Func<double, double> exact, double absolute, double relative, double range)
    {
        var random = new Random(17);
        var x = new double[Block];
        var y = new double[Block];
        for (int round = 0; round < 48; round++)
        {
            double scale = range * Math.Pow(10, -(round % 6));
            for (int i = 0; i < Block; i++)
                x[i] = (random.NextDouble() - 0.5) * 2 * scale;
            ElementFunctions<double>.All[0].Apply(function, x, y);
            for (int i = 0; i < Block; i++)
            {
                double expected = exact(x[i]), error = Math.Abs(y[i] - expected);
                if (!(error <= absolute * Slack && error <= relative * Slack * Math.Abs(expected)))
                    Assert.Fail($"{function}({x[i]:R}) = {y[i]:R}, exact {expected:R}: {error:E2}");
            }
            AssertSameBits<double>(function, x, y);
        }
    }

    private static T[] Applied<T>(string function, T[] x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var y = new T[x.Length];
        ElementFunctions<T>.All[0].Apply(function, x, y);
        return y;
    }

    private static void AssertSameBits<T>(string function, Span<T> x, T[] expected)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var y = new T[x.Length];
        foreach (ElementFunctions<T> width in ElementFunctions<T>.All)
        {
            width.Apply(function, x, y);
            if (!MemoryMarshal.AsBytes(y.AsSpan())
                .SequenceEqual(MemoryMarshal.AsBytes(expected.AsSpan())))
                Assert.Fail($"{function}: {width} gives other bits");
        }
    }
}
