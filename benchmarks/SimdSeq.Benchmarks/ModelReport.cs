namespace SimdSeq.Benchmarks;

/// <summary>Training steps of whole models with their share of the peak, on one thread and two.</summary>
internal static class ModelReport
{
    internal static readonly ModelRow[] Rows =
    [
        new("GRU 32", new Gru32(1)),
        new("GRU 32, recurrent dropout 0.5", new Gru32Dropping(1)),
        new("LSTM 32", new Lstm32(1)),
        new("bidirectional GRU 32", new BidirectionalGru32(1)),
        new("GRU 32 -> GRU 64", new StackedGru(1)),
        new("Embedding 10000x32, LSTM 32, 500 steps", new EmbeddedLstm32(1), Ids: 10_000),
        new("LSTM 256, 128 steps x 256, batch 64", new Lstm256(1), Batch: 64),
    ];

    public static void Print()
    {
        double peak = FmaPeak.Measure() / 1e9;
        Console.WriteLine($"{Measurement.Versions} FMA peak {peak:F0} GFLOP/s a core. Best of many rounds; FLOPs are those of matrix products.");
        Console.WriteLine();
        Console.WriteLine("| training step, batch 128 unless said | 1 thread | share of the FMA peak | 2 threads | ratio |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var row in Rows)
        {
            double one = TrainingStep(row, 1), two = TrainingStep(row, 2);
            Console.WriteLine($"| {row.Name} | {1e3 * one:F2} ms | {row.Flops / one / peak / 1e7:F0} % | {1e3 * two:F2} ms | {one / two:F2} |");
        }
    }

    internal static double TrainingStep(ModelRow row, int threads)
    {
        using var trainer = Open(row, threads);
        return Measurement.Best(() => trainer.Step());
    }

    internal static Trainer<float> Open(ModelRow row, int threads) =>
        row.Model.OpenTrainer(row.Data, new FitOptions { BatchSize = row.Batch, Loss = Loss.MeanAbsoluteError, Threads = threads });
}
