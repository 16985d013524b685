using System.Collections.Generic;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Scheduling;

/// <summary>A gradient as element-wise terms and pure matrix products, so that products can accumulate where the terms were stored.</summary>
internal sealed class FlattenedSum
{
    public List<Expression> Terms { get; } = [];

    public List<TransposedSum> Products { get; } = [];

    public static FlattenedSum Of(Expression? gradient)
    {
        var flat = new FlattenedSum();
        flat.Add(gradient);
        return flat;
    }

    private void Add(Expression? node)
    {
        switch (node)
        {
            case null:
                break;
            case Arithmetic { Operator: '+' } sum when ContainsProduct(sum):
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

    private static bool ContainsProduct(Expression node) =>
        node is TransposedSum || (node is Arithmetic { Operator: '+' } sum && (ContainsProduct(sum.Left) || ContainsProduct(sum.Right)));
}

/// <summary>What a place holds already, when a gradient is completed in a later stage.</summary>
internal sealed class Partial(Place place) : Expression
{
    public Place Place { get; } = place;

    public override IEnumerable<Expression> Operands => [];
}
