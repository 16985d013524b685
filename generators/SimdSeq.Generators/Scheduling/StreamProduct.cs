using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Scheduling;

/// <summary>
/// A product of a streamed step: one source and matrix over all neighbouring blocks that take them. In a stream every block begins at a
/// whole vector, so where blocks and columns differ in order or in width the matrix is packed in the order of the blocks.
/// </summary>
/// <param name="Runs">The schedule's products that it is made of, by block.</param>
/// <param name="IsPacked">Whether the matrix is packed; if not, the parameter serves as it is.</param>
internal sealed record StreamProduct(IReadOnlyList<ProductRun> Runs, bool IsPacked)
{
    public Place? Source => Runs[0].Source;

    public Parameter Kernel => Runs[0].Kernel;

    public int Block => Runs[0].Block;

    public int Columns => Runs.Sum(run => run.Columns);

    /// <summary>Where all its sums begin; when they differ, it goes on from what <see cref="Prepared"/> names.</summary>
    public Start Start => Runs.All(run => run.Start == Runs[0].Start) ? Runs[0].Start : Start.Continue;

    /// <summary>The blocks that must hold the beginning of their sums before it runs.</summary>
    public IEnumerable<ProductRun> Prepared => Start == Start.Continue ? Runs.Where(run => run.Start != Start.Continue) : [];

    /// <summary>The products of one stage, in order.</summary>
    public static IReadOnlyList<StreamProduct> Of(IEnumerable<ProductRun> stage, int units, bool isPadded)
    {
        var products = new List<StreamProduct>();
        foreach (var run in stage.GroupBy(run => (run.Source, run.Kernel)).SelectMany(group => group.OrderBy(run => run.Block)))
        {
            var last = products.LastOrDefault();
            var before = last?.Runs[last.Runs.Count - 1];
            bool isNext = before is not null && before.Source == run.Source && before.Kernel == run.Kernel
                && before.Block + before.Columns / units == run.Block;
            if (isNext) products[products.Count - 1] = new([.. last!.Runs, run], last.IsPacked
                || before!.Column + before.Columns != run.Column);
            else products.Add(new([run], isPadded));
        }

        return products;
    }
}
