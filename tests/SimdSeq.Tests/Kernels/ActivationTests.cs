using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>Values of the activations against their formulas, and the slopes against central differences, in double.</summary>
public sealed class ActivationTests
{
    public static TheoryData<string> Names =>
        ["linear", "relu", "tanh", "sigmoid", "hard_sigmoid", "elu", "selu", "exponential", "softsign", "softplus", "leaky_relu",
            "relu6", "silu", "gelu", "gelu_tanh", "mish", "hard_swish"];

    /// <summary>Those whose slope is a function of the input.</summary>
    private static readonly string[] OfInput = ["silu", "gelu", "gelu_tanh", "mish", "hard_swish"];

    [Theory]
    [MemberData(nameof(Names))]
    public void HasItsFormula(string name)
    {
        foreach (double x in Points())
        {
            double expected = Formula(name, x);
            Assert.Equal(expected, ElementFunctions<double>.One(name, x), 1e-14 * Math.Max(1, Math.Abs(expected)));
            Assert.Equal(expected, ElementFunctions<float>.One(name, (float)x), 3e-6 * Math.Max(1, Math.Abs(expected)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void HasItsSlope(string name)
    {
        const double Step = 1e-5;
        foreach (double x in Points())
        {
            double difference = (Formula(name, x + Step) - Formula(name, x - Step)) / (2 * Step);
            bool isOfInput = OfInput.Contains(name);
            double slope = ElementFunctions<double>.One(name + " slope", isOfInput ? x : ElementFunctions<double>.One(name, x));
            Assert.Equal(difference, slope, 1e-8 * Math.Max(1, Math.Abs(difference)));
            float argument = (float)(isOfInput ? x : Formula(name, x));
            Assert.Equal(slope, ElementFunctions<float>.One(name + " slope", argument), 1e-6 * Math.Max(1, Math.Abs(slope)));
        }
    }

    [Fact]
    public void KinksHaveTheirStatedSlope()
    {
        Assert.Equal(0, ElementFunctions<float>.One("relu slope", 0));
        Assert.Equal(0, ElementFunctions<float>.One("hard_sigmoid slope", 0));
        Assert.Equal(0, ElementFunctions<float>.One("hard_sigmoid slope", 1));
        Assert.Equal(1, ElementFunctions<float>.One("elu slope", 0));
        Assert.Equal(0.2f, ElementFunctions<float>.One("leaky_relu slope", 0));
        Assert.Equal(0, ElementFunctions<float>.One("relu6 slope", 0));
        Assert.Equal(0, ElementFunctions<float>.One("relu6 slope", 6));
        Assert.Equal(0, ElementFunctions<float>.One("hard_swish slope", -3));
        Assert.Equal(1.5f, ElementFunctions<float>.One("hard_swish slope", 3));
        Assert.Equal(0, ElementFunctions<float>.One("hard_sigmoid", -3));
        Assert.Equal(1, ElementFunctions<float>.One("hard_sigmoid", 3));
    }

    /// <summary>Both sides of every kink, and none of the kinks.</summary>
    private static IEnumerable<double> Points()
    {
        for (double x = -6.1; x < 6.1; x += 0.237)
            yield return x;
    }

    private static double Formula(string name, double x) => name switch
    {
        "linear" => x,
        "relu" => Math.Max(x, 0),
        "tanh" => Math.Tanh(x),
        "sigmoid" => 1 / (1 + Math.Exp(-x)),
        "hard_sigmoid" => Math.Clamp(x + 3, 0, 6) / 6,
        "elu" => x > 0 ? x : Math.Exp(x) - 1,
        "selu" => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1)),
        "exponential" => Math.Exp(x),
        "softsign" => x / (1 + Math.Abs(x)),
        _ => ExactFunctions.Of(name, x),
    };
}
