using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Layers;

namespace SimdSeq.Generators.Tests.Derivation;

/// <summary>
/// Random equations over three states, an input and a mask, built as a layer builds them, each beside its value in plain arithmetic.
/// </summary>
internal sealed class RandomEquations
{
    private static readonly string[] Activations =
        [.. Enum.GetNames<ActivationName>().Where(name => !name.EndsWith(nameof(ActivationName.Softmax), StringComparison.Ordinal))];
    private static readonly double[] Numbers = [0, 1, -1, 2, 0.5];

    private readonly Random _random;
    private readonly Leaf _stepMask = new(LeafKind.StepMask, "there");
    private readonly Parameter _kernel = new("random", "kernel", [1, 3], "Zeros");
    private readonly Parameter _bias = new("random", "bias", [3], "Zeros");

    public RandomEquations(int seed, int operations)
    {
        _random = new Random(seed);
        States = [.. new[] { "h", "c", "m" }.Select((name, i) => new Leaf(LeafKind.State, name, i))];
        foreach (var leaf in States.Append(new(LeafKind.Input, "x")).Append(new(LeafKind.Mask, "mask")).Append(_stepMask)
            .Append(OutputGradients[0]).Append(OutputGradients[1]))
            Leaves[leaf] = 2 * _random.NextDouble() - 1;
        Nodes = [.. Leaves.Where(leaf => leaf.Key.Kind is not (LeafKind.StateGradient or LeafKind.StepMask))
            .Select(leaf => ((Expression)leaf.Key, leaf.Value))];
        for (int i = 0; i < operations; i++)
        {
            var (node, value) = Next();
            if (Math.Abs(value) > 20) continue;
            if (_random.Next(3) == 0) node.As($"v{i}");
            Nodes.Add((node, value));
        }
    }

    public IReadOnlyList<Leaf> States { get; }

    /// <summary>What comes back to the last two equations.</summary>
    public IReadOnlyList<Leaf> OutputGradients { get; } = [new(LeafKind.StateGradient, "d0"), new(LeafKind.StateGradient, "d1", 1)];

    public Dictionary<Leaf, double> Leaves { get; } = [];

    public List<(Expression Expression, double Value)> Nodes { get; }

    public IReadOnlyList<(Expression Value, Expression Seed)> Outputs =>
        [.. Nodes.TakeLast(2).Select((node, i) => (node.Expression, (Expression)OutputGradients[i]))];

    // Half of the operands are among the latest, so that the equations become deep and still share.
    private (Expression Expression, double Value) Pick() =>
        Nodes[_random.Next(2) == 0 ? _random.Next(Nodes.Count) : _random.Next(Math.Max(0, Nodes.Count - 4), Nodes.Count)];

    private (Expression, double) Next()
    {
        var (a, x) = Pick();
        var (b, y) = Pick();
        double number = Numbers[_random.Next(Numbers.Length)];
        string activation = Activations[_random.Next(Activations.Length)];
        switch (_random.Next(13))
        {
            case 0: return (a + b, x + y);
            case 1: return (a - b, x - y);
            case 2 or 3: return (a * b, x * y);
            case 4: return (-a, -x);
            case 5: return (number - a, number - x);
            case 6: return (a * number + b, x * number + y);
            case 7: return (a * b - a * States[0], x * y - x * Leaves[States[0]]);
            case 12: return (new Select(_stepMask, a, b), Leaves[_stepMask] > 0 ? x : y);
            case 8 or 9: return (Cell.Apply(activation, a), Evaluator.Apply(activation, x));
            default: return Linear(a, x);
        }
    }

    private (Expression, double) Linear(Expression source, double value)
    {
        var (b, y) = Pick();
        Weight one = NewWeight(), two = NewWeight();
        Expression sum = new LinearSum([(source, one)]) + new LinearSum([(b, two)]);
        return (sum, value * Evaluator.ValueOf(one) + Evaluator.BiasOf(one) + y * Evaluator.ValueOf(two) + Evaluator.BiasOf(two));
    }

    private Weight NewWeight() => new(_kernel, _random.Next(3), 1, _random.Next(2) == 0 ? _bias : null, _random.Next(3));
}
