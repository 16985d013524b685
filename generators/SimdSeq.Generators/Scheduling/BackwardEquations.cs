using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Differentiation;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Scheduling;

/// <summary>The derived gradients of a cell: of every sum and of every state, and what they read of the forward pass.</summary>
internal sealed class BackwardEquations
{
    private readonly Adjoint _adjoint;

    public BackwardEquations(Cell cell, bool isSequence, IReadOnlyList<LinearSum> sums, IReadOnlyList<Expression> forward)
    {
        _adjoint = Adjoint.Of([.. cell.States.Select((state, i) => (state.After, Seed(cell, i, isSequence)))]);
        SumGradients = [.. sums.Select(GradientOf)];
        StateGradients = [.. cell.States.Select(state => _adjoint[state.Before])];
        VectorGradients = [.. Order.Topological(cell.States.Select(state => state.After)).OfType<Leaf>().Where(leaf =>
            leaf.Kind == LeafKind.Vector)
            .OrderBy(leaf => leaf.Index).Select(leaf => (cell.Vectors[leaf.Index], _adjoint[leaf]!))];
        Roots = [.. SumGradients.Concat(VectorGradients.Select(vector => vector.Gradient)).Concat(StateGradients.OfType<Expression>())];
        Needed = FindNeeded([.. forward]);
    }

    public IReadOnlyList<Expression> SumGradients { get; }

    public IReadOnlyList<Expression?> StateGradients { get; }

    /// <summary>What each parameter with one value per unit receives in a step.</summary>
    public IReadOnlyList<(Parameter Parameter, Expression Gradient)> VectorGradients { get; }

    public IReadOnlyList<Expression> Roots { get; }

    /// <summary>Values of the forward pass that must be kept: activations and sums. Arithmetic on them is done again.</summary>
    public IReadOnlyCollection<Expression> Needed { get; }

    public Expression GradientOf(LinearSum sum) => _adjoint[sum]!;

    private static Expression Seed(Cell cell, int state, bool isSequence)
    {
        string name = "d" + cell.States[state].Before.Name + "Next";
        return isSequence && state == 0
            ? (new Leaf(LeafKind.StateGradient, "carried", state) + (Expression)new Leaf(LeafKind.OutputGradient, "external")).As(name)
            : new Leaf(LeafKind.StateGradient, name, state);
    }

    private List<Expression> FindNeeded(HashSet<Expression> forward)
    {
        var needed = new List<Expression>();
        foreach (var node in Order.Topological(Roots, node => forward.Contains(node) && node is Applied or LinearSum))
        {
            if (forward.Contains(node) && node is Applied or LinearSum && !needed.Contains(node)) needed.Add(node);
        }

        return needed;
    }
}
