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
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };

    private static double DerivativeOf(string activation, double y) => activation switch
    {
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
            case Derivative slope: return SlopeFactor * DerivativeOf(slope.Activation, this[slope.Output]);
            case Applied applied:
                double x = this[applied.Operand];
                double[] kinks = applied.Activation switch { "Relu" or "Elu" or "Selu" or "Softsign" => [0], "HardSigmoid" => [-3, 3], _ => [] };
                foreach (double kink in kinks) DistanceToKink = Math.Min(DistanceToKink, Math.Abs(x - kink));
                return Apply(applied.Activation, x);
            default: throw new NotSupportedException(node.GetType().Name);
        }
    }
}
