using System;
using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary>Walks over shared expressions.</summary>
internal static class Order
{
    /// <summary>Every node below the roots, operands before the nodes that use them.</summary>
    public static IReadOnlyList<Expression> Topological(IEnumerable<Expression> roots) => Topological(roots, _ => false);

    /// <param name="roots">Where to start; a root is entered even where <paramref name="isBoundary"/> says stop.</param>
    /// <param name="isBoundary">Nodes that are listed but not entered.</param>
    public static IReadOnlyList<Expression> Topological(IEnumerable<Expression> roots, Func<Expression, bool> isBoundary)
    {
        var ordered = new List<Expression>();
        var seen = new HashSet<Expression>();
        foreach (var root in roots) Visit(root, true);
        return ordered;

        void Visit(Expression node, bool isRoot)
        {
            if (!seen.Add(node)) return;
            if (isRoot || !isBoundary(node))
            {
                foreach (var operand in node.Operands) Visit(operand, false);
            }

            ordered.Add(node);
        }
    }
}
