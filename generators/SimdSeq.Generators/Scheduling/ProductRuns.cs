using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Scheduling;

/// <summary>Products of the same source and matrix over neighbouring blocks and columns become one wide product.</summary>
internal static class ProductRuns
{
    /// <summary>The order in which products of a stage run.</summary>
    public static IEnumerable<ProductRun> InOrder(IEnumerable<ProductRun> products) =>
        products.OrderBy(p => p.Source?.Kind).ThenBy(p => p.Source?.Index).ThenBy(p => p.Kernel.Name).ThenBy(p => p.Block);

    public static IReadOnlyList<ProductRun> Merge(IEnumerable<ProductRun> products)
    {
        var merged = new List<ProductRun>();
        foreach (var product in InOrder(products))
        {
            int last = merged.Count - 1;
            if (last >= 0
                && Continues(merged[last], product)) merged[last] = merged[last] with { Columns = merged[last].Columns + product.Columns };
            else merged.Add(product);
        }

        return merged;
    }

    // Every block is as wide as one gate, so the run's width says how many blocks it spans.
    private static bool Continues(ProductRun run, ProductRun next) =>
        run.Source == next.Source && run.Kernel == next.Kernel && run.Start == next.Start && run.Destination == next.Destination
        && run.Column + run.Columns == next.Column && run.Block + run.Columns / next.Columns == next.Block;
}
