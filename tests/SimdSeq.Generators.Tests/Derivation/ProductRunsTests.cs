using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Scheduling;

namespace SimdSeq.Generators.Tests.Derivation;

/// <summary>Merged products do just what the single ones did.</summary>
public class ProductRunsTests
{
    private const int Units = 5;

    private static readonly Parameter[] Kernels = [new("a", "kernel", [3, 20], "Zeros"), new("b", "kernel", [3, 20], "Zeros")];
    private static readonly Place?[] Sources = [null, new(PlaceKind.State, 0), new(PlaceKind.Row, 2)];

    [Fact]
    public void Merging_keeps_every_block_and_column()
    {
        int merges = 0;
        for (int seed = 0; seed < 1000; seed++)
        {
            var random = new Random(seed);
            var products = Enumerable.Range(0, random.Next(1, 10)).Select(_ => RandomProduct(random)).Distinct().ToList();
            var merged = ProductRuns.Merge(products);
            Assert.Equal(products.Select(Show).Order(), merged.SelectMany(Split).Select(Show).Order());
            merges += products.Count - merged.Count;
        }

        Assert.True(merges > 200, $"Only {merges} products were merged.");
    }

    [Fact]
    public void Neighbours_become_one()
    {
        var gates = Enumerable.Range(0, 3).Select(i => new ProductRun(null, Kernels[0], i * Units, Units, i, Start.Zero)).Reverse();
        Assert.Equal(new ProductRun(null, Kernels[0], 0, 3 * Units, 0, Start.Zero), Assert.Single(ProductRuns.Merge(gates)));
    }

    // Mostly neighbours: gate by gate from one source, with now and then another matrix, start or order of columns.
    private static ProductRun RandomProduct(Random random)
    {
        int block = random.Next(5);
        int column = random.Next(4) == 0 ? random.Next(4) : block;
        var start = random.Next(4) == 0 ? Start.Bias : Start.Continue;
        var source = Sources[random.Next(4) == 0 ? random.Next(Sources.Length) : 0];
        return new(
            source, Kernels[random.Next(5) / 4], column * Units, Units, block, start, new(PlaceKind.StateGradient, random.Next(5) / 4));
    }

    private static IEnumerable<ProductRun> Split(ProductRun run) =>
        Enumerable.Range(0, run.Columns / Units)
            .Select(i => run with { Column = run.Column + i * Units, Columns = Units, Block = run.Block + i });

    private static string Show(ProductRun run) =>
        $"{run.Source} {run.Kernel.Name} {run.Column} {run.Columns} {run.Block} {run.Start} {run.Destination}";
}
