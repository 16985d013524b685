using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Scheduling;

/// <summary>
/// A gradient as element-wise terms and pure matrix products, so that products can accumulate where the terms were stored.
/// </summary>
internal sealed class FlattenedSum
{
    public List<Expression> Terms { get; } = [];

    public List<TransposedSum> Products { get; } = [];

    public static FlattenedSum Of(Expression? gradient)
    {
        var flat = new FlattenedSum();
        flat.Add(gradient, isRoot: true);
        return flat;
    }

    /// <summary>Makes terms of the products that lie in memory already.</summary>
    public void Read(IReadOnlyCollection<TransposedSum> made)
    {
        Terms.AddRange(Products.Where(made.Contains));
        Products.RemoveAll(made.Contains);
    }

    // A named sum is a value of its own that others may share; only the root is taken apart whatever its name.
    private void Add(Expression? node, bool isRoot = false)
    {
        switch (node)
        {
            case null:
                break;
            case Arithmetic { Operator: '+' } sum when isRoot || sum.Name is null:
                Add(sum.Left);
                Add(sum.Right);
                break;
            case TransposedSum product:
                Products.Add(product);
                break;
            default:
                Terms.Add(node);
                break;
        }
    }
}

/// <summary>What a place holds already, when a gradient is completed in a later stage.</summary>
internal sealed class Partial(Place place) : Expression
{
    public Place Place { get; } = place;

    public override IEnumerable<Expression> Operands => [];
}
