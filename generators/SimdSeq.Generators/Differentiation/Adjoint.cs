using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Differentiation;

/// <summary>
/// Reverse-mode differentiation of a cell's equations (Griewank and Walther 2008, chapter 3), symbolically: the gradient of every node
/// as an expression in the same nodes, under the name of what it is the gradient of (<c>dz</c> for <c>z</c>, <c>daz</c> for the sum under
/// it).
/// </summary>
internal sealed class Adjoint
{
    private readonly Dictionary<Expression, Expression> _gradients = [];

    private Adjoint(IReadOnlyList<(Expression Value, Expression Seed)> outputs)
    {
        foreach (var (value, seed) in outputs) Add(value, seed);
        foreach (var node in Order.Topological(outputs.Select(output => output.Value)).Reverse()) Propagate(node);
    }

    public static Adjoint Of(IReadOnlyList<(Expression Value, Expression Seed)> outputs) => new(outputs);

    /// <summary>The gradient of a node, or null when nothing depends on it.</summary>
    public Expression? this[Expression node] => _gradients.TryGetValue(node, out var gradient) ? gradient : null;

    private void Propagate(Expression node)
    {
        if (!_gradients.TryGetValue(node, out var d)) return;
        if (node.Name is not null) d.As("d" + node.Name);
        switch (node)
        {
            case Arithmetic { Operator: '+' } sum:
                Add(sum.Left, d);
                Add(sum.Right, d);
                break;
            case Arithmetic { Operator: '-' } difference:
                Add(difference.Left, d);
                Add(difference.Right, -d);
                break;
            case Arithmetic product:
                Add(product.Left, d * product.Right);
                Add(product.Right, d * product.Left);
                break;
            case Negation negation:
                Add(negation.Operand, -d);
                break;
            case Applied applied:
                var inner = d * DerivativeOf(applied);
                if (applied.Name is not null) inner.As("da" + applied.Name);
                Add(applied.Operand, inner);
                break;
            case Select choice:
                Add(choice.WhenSet, new Select(choice.Mask, d, 0));
                Add(choice.WhenClear, new Select(choice.Mask, 0, d));
                break;
            case LinearSum sum:
                // The layer's input leaves the loop: its gradient is one product over all steps.
                foreach (var (source, weight) in sum.Terms.Where(term => term.Source is not Leaf { Kind: LeafKind.Input }))
                    Add(source, new TransposedSum([(sum, d, weight)]));
                break;
        }
    }

    private void Add(Expression node, Expression gradient)
    {
        if (node is Graph.Constant or Leaf { Kind: LeafKind.Mask or LeafKind.StepMask }) return;
        _gradients[node] = _gradients.TryGetValue(node, out var sum) ? sum + gradient : gradient;
    }

    private static Expression DerivativeOf(Applied y) => y.Activation switch
    {
        "Sigmoid" => y * (1 - (Expression)y),
        "Tanh" => 1 - (Expression)y * y,
        "Exponential" => y,
        "Linear" => 1,
        // They fall and rise: two inputs have one output.
        "Gelu" or "GeluTanh" or "Silu" or "Mish" or "HardSwish" => new Derivative(y.Activation, y.Operand),
        _ => new Derivative(y.Activation, y),
    };
}
