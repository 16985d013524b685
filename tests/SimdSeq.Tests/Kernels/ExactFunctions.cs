namespace SimdSeq.Tests.Kernels;

/// <summary>Functions as the books have them, in double, without loss where they are small.</summary>
internal static class ExactFunctions
{
    public static double Of(string name, double x) => name switch
    {
        "softplus" => Softplus(x),
        "leaky_relu" => x > 0 ? x : 0.2 * x,
        "relu6" => Math.Clamp(x, 0, 6),
        "silu" => x * Sigmoid(x),
        "gelu" => x * NormalCdf(x),
        "gelu_tanh" => x * Sigmoid(2 * Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)),
        "mish" => x * Math.Tanh(Softplus(x)),
        "hard_swish" => x * Math.Clamp(x + 3, 0, 6) / 6,
        _ => throw new ArgumentException(name, nameof(name)),
    };

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double Softplus(double x) => Math.Max(x, 0) + LogOnePlus(Math.Exp(-Math.Abs(x)));

    // Marsaglia 2004: Φ(x) = 1/2 + φ(x) (x + x³/3 + x⁵/15 + ...).
    public static double NormalCdf(double x)
    {
        if (Math.Abs(x) > 8.3) return x > 0 ? 1 : 0;
        double sum = x, term = x;
        for (int i = 3; Math.Abs(term) > 1e-18 * Math.Abs(sum); i += 2) sum += term *= x * x / i;
        return 0.5 + sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
    }

    // Kahan: what 1 + t has lost, its logarithm has lost in proportion.
    private static double LogOnePlus(double t)
    {
        double sum = 1 + t;
        return sum == 1 ? t : Math.Log(sum) * (t / (sum - 1));
    }
}
