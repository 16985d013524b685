using SimdSeq.Data;

namespace SimdSeq.Benchmarks;

/// <summary>
/// Time of a training step by the number of steps of a sequence, for what reads all of it: what attention to everything costs in the end,
/// and what does not grow with the square.
/// </summary>
internal static class StepCostReport
{
    private const int Batch = 16, Rounds = 3;
    private const double RoundSeconds = 0.1;

    private static readonly int[] Steps = [128, 512, 2048, 8192];

    private static readonly Row[] Rows =
    [
        new("attention", () => new AttentionOf128(1), () => new AttentionOf512(1), () => new AttentionOf2048(1),
            () => new AttentionOf8192(1)),
        new("attention within 64 steps", () => new WindowedAttentionOf128(1), () => new WindowedAttentionOf512(1),
            () => new WindowedAttentionOf2048(1), () => new WindowedAttentionOf8192(1)),
        new("GRU 16", () => new GruOf128(1), () => new GruOf512(1), () => new GruOf2048(1), () => new GruOf8192(1)),
        new("TCN 6 x 16", () => new TcnOf128(1), () => new TcnOf512(1), () => new TcnOf2048(1), () => new TcnOf8192(1)),
        new("hierarchical encoder", () => new HierarchicalOf128(1), () => new HierarchicalOf512(1), () => new HierarchicalOf2048(1),
            () => new HierarchicalOf8192(1)),
    ];

    private sealed record Row(string Name, params Func<SequenceModel<float>>[] Models);

    /// <summary>Prints the table, and draws it.</summary>
    /// <param name="image">The SVG file.</param>
    public static void Print(string image)
    {
        Console.WriteLine($"{Measurement.Versions} One thread, a batch of {Batch}, 16 features; the shortest of {Rounds} rounds, in "
            + "milliseconds. Behind each row: how often the time grows while the steps grow 64 times.");
        Console.WriteLine();
        Console.WriteLine($"| training step | {string.Join(" | ", Steps.Select(steps => $"{steps:N0} steps"))} | 64 times the steps |");
        Console.WriteLine($"|---|{string.Concat(Steps.Select(_ => "---|"))}---|");
        var lines = new List<(string Name, double[] Milliseconds)>();
        foreach (Row row in Rows)
        {
            double[] milliseconds = [.. row.Models.Select(Milliseconds)];
            lines.Add((row.Name, milliseconds));
            Console.WriteLine($"| {row.Name} | {string.Join(" | ", milliseconds.Select(time => $"{time:F2}"))} | "
                + $"{milliseconds[^1] / milliseconds[0]:F0} |");
        }

        File.WriteAllText(image, StepCostPlot.Draw(Steps, lines));
        Console.WriteLine();
        Console.WriteLine($"Drawn in {Path.GetFileName(image)}.");
    }

    private static double Milliseconds(Func<SequenceModel<float>> create)
    {
        SequenceModel<float> model = create();
        float[] inputs = [.. ModelRow.Values(Batch * model.SampleValues, ids: 0)], targets = [.. ModelRow.Values(Batch, ids: 0)];
        var data = new ArrayDataset<float>(inputs, targets, model.Steps, model.Features);
        using Trainer<float> trainer = model.OpenTrainer(
            data, new FitOptions { BatchSize = Batch, Loss = Loss.MeanSquaredError, Threads = 1 });
        trainer.Step();
        return 1e3 * Enumerable.Range(0, Rounds).Min(_ => Interleaved.Repeat(() => trainer.Step(), atLeast: 1, RoundSeconds));
    }
}
