using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Tests.Derivation;

/// <summary>The value of an expression for one unit, with the functions as the books have them.</summary>
internal sealed class Evaluator(IReadOnlyDictionary<Leaf, double> leaves)
{
    private const double SeluScale = 1.0507009873554805, SeluAlpha = 1.6732632423543772;

    private readonly Dictionary<Expression, double> _values = [];

    /// <summary>How near the arguments of activations came to a kink, where there is no derivative.</summary>
    public double DistanceToKink { get; private set; } = double.PositiveInfinity;

    /// <summary>For planting a mistake: a factor on every slope that is not spelled out in the equations.</summary>
    public double SlopeFactor { get; init; } = 1;

    public double this[Expression node]
    {
        get
        {
            if (!_values.TryGetValue(node, out double value)) _values[node] = value = Compute(node);
            return value;
        }
    }

    public static double ValueOf(Weight weight) => 0.7 - 0.4 * weight.Column;

    public static double BiasOf(Weight weight) => weight.Bias is null ? 0 : 0.05 * (weight.BiasStart + 1);

    public static double Apply(string activation, double x) => activation switch
    {
        "Linear" => x,
        "Relu" => Math.Max(0, x),
        "Tanh" => Math.Tanh(x),
        "Sigmoid" => 1 / (1 + Math.Exp(-x)),
        "HardSigmoid" => Math.Clamp(x + 3, 0, 6) / 6,
        "Elu" => x > 0 ? x : Math.Exp(x) - 1,
        "Selu" => SeluScale * (x > 0 ? x : SeluAlpha * (Math.Exp(x) - 1)),
        "Exponential" => Math.Exp(x),
        "Softsign" => x / (1 + Math.Abs(x)),
        "Gelu" => x * NormalCdf(x),
        "GeluTanh" => x * (1 + Math.Tanh(GeluInner(x))) / 2,
        "Silu" => x * Sigmoid(x),
        "Mish" => x * Math.Tanh(Softplus(x)),
        "Softplus" => Softplus(x),
        "LeakyRelu" => x > 0 ? x : 0.2 * x,
        "Relu6" => Math.Clamp(x, 0, 6),
        "HardSwish" => x * Math.Clamp(x + 3, 0, 6) / 6,
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };

    // Of the output, and of the input x for those that fall and rise.
    private static double DerivativeOf(string activation, double y) => (activation, x: y) switch
    {
        ("Gelu", var x) => NormalCdf(x) + x * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI),
        ("GeluTanh", var x) => (1 + Math.Tanh(GeluInner(x))) / 2
            + x / 2 * (1 - Square(Math.Tanh(GeluInner(x)))) * Math.Sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x),
        ("Silu", var x) => Sigmoid(x) * (1 + x * (1 - Sigmoid(x))),
        ("Mish", var x) => Math.Tanh(Softplus(x)) + x * Sigmoid(x) * (1 - Square(Math.Tanh(Softplus(x)))),
        ("HardSwish", var x) => x <= -3 ? 0 : x > 3 ? 1 : x / 3 + 0.5,
        _ => DerivativeOfOutput(activation, y),
    };

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    private static double GeluInner(double x) => Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);

    private static double Square(double x) => x * x;

    // Marsaglia 2004: Φ(x) = 1/2 + φ(x) (x + x³/3 + x⁵/15 + ...).
    private static double NormalCdf(double x)
    {
        if (Math.Abs(x) > 8) return x > 0 ? 1 : 0;
        double sum = x, term = x;
        for (int i = 3; Math.Abs(term) > 1e-18 * Math.Abs(sum); i += 2) sum += term *= x * x / i;
        return 0.5 + sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
    }

    private static double DerivativeOfOutput(string activation, double y) => activation switch
    {
        "Softplus" => 1 - Math.Exp(-y),
        "LeakyRelu" => y > 0 ? 1 : 0.2,
        "Relu6" => y is > 0 and < 6 ? 1 : 0,
        "Relu" => y > 0 ? 1 : 0,
        "HardSigmoid" => y is > 0 and < 1 ? 1.0 / 6 : 0,
        "Elu" => y > 0 ? 1 : y + 1,
        "Selu" => y > 0 ? SeluScale : y + SeluScale * SeluAlpha,
        "Softsign" => (1 - Math.Abs(y)) * (1 - Math.Abs(y)),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Spelled out in the equations."),
    };

    private double Compute(Expression node)
    {
        switch (node)
        {
            case Leaf leaf: return leaves[leaf];
            case Generators.Graph.Constant constant: return constant.Value;
            case Negation negation: return -this[negation.Operand];
            case Arithmetic { Operator: '+' } sum: return this[sum.Left] + this[sum.Right];
            case Arithmetic { Operator: '-' } difference: return this[difference.Left] - this[difference.Right];
            case Arithmetic { Operator: '*' } product: return this[product.Left] * this[product.Right];
            case LinearSum sum: return sum.Terms.Sum(term => this[term.Source] * ValueOf(term.Weight) + BiasOf(term.Weight));
            case TransposedSum sum: return sum.Terms.Sum(term => this[term.Gradient] * ValueOf(term.Weight));
            case Select choice: return this[choice.Mask] > 0 ? this[choice.WhenSet] : this[choice.WhenClear];
            case Derivative slope: return SlopeFactor * DerivativeOf(slope.Activation, this[slope.Argument]);
            case Applied applied:
                double x = this[applied.Operand];
                double[] kinks = applied.Activation switch { "Relu" or "LeakyRelu" or "Elu" or "Selu" or "Softsign" => [0], "HardSigmoid" or "HardSwish" => [-3, 3], "Relu6" => [0, 6], _ => [] };
                foreach (double kink in kinks) DistanceToKink = Math.Min(DistanceToKink, Math.Abs(x - kink));
                return Apply(applied.Activation, x);
            default: throw new NotSupportedException(node.GetType().Name);
        }
    }
}
