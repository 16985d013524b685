using SimdSeq.Data;

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
        new("GRU 32, batch 16: one tile", new Gru32(1), Batch: 16),
        new("LSTM 32, batch 16", new Lstm32(1), Batch: 16),
        new("LSTM 256, batch 16", new Lstm256(1), Batch: 16),
        new("Transformer encoder 128, 4 heads, feed-forward 512, 2 layers, 128 steps, batch 32", new Encoder128(1), Batch: 32),
    ];

    public static void Print()
    {
        const int Rounds = 25;
        var (peak, flops) = FmaPeak.Work();
        Console.WriteLine(
            $"{Measurement.Versions} Medians of {Rounds} interleaved rounds, the FMA peak of a core among them; FLOPs are those of matrix "
                + "products.");
        Console.WriteLine();
        Console.WriteLine(
            "| training step, batch 128 unless said | 1 thread | share of the FMA peak | of the shortest times | 2 threads | ratio |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var row in Rows)
        {
            using Trainer<float> one = Open(row, threads: 1), two = Open(row, threads: 2);
            var times = Interleaved.Measure([peak, () => one.Step(), () => two.Step()], Rounds);
            double share = times.Median(round => Share(round[0], round[1]));
            double most = Share(times.Rounds.Min(round => round[0]), times.Rounds.Min(round => round[1]));
            Console.WriteLine($"| {row.Name} | {1e3 * times.Median(round => round[1]):F2} ms | {share:F0} % | {most:F0} % "
                + $"| {1e3 * times.Median(round => round[2]):F2} ms | {times.Median(round => round[1] / round[2]):F2} |");

            double Share(double peakSeconds, double seconds) => 100 * (row.Flops / seconds) / (flops / peakSeconds);
        }

        Console.WriteLine();
        Console.WriteLine(
            $"An epoch of {Rows[0].Name} over shuffled windows takes {EpochOverSteps():F2} times as long as its steps alone.");
    }

    /// <summary>What windows, their shuffled order and the epoch around them add to the steps.</summary>
    private static double EpochOverSteps()
    {
        const int Steps = 100, Rounds = 11, Hours = 40_000;
        var row = Rows[0];
        float[] values = [.. ModelRow.Values(Hours * row.Model.Features, ids: 0)];
        string[] columns = [.. Enumerable.Range(0, row.Model.Features).Select(i => $"column {i}")];
        var series = new TimeSeries(values, columns, new DateTime(2009, 1, 1), TimeSpan.FromHours(1));
        var window = WindowOptions.Book(
            TimeSpan.FromHours(row.Model.Steps), every: TimeSpan.FromHours(1), delay: TimeSpan.FromHours(24), columns[1]);
        var windows = new WindowDataset(series, window);
        var options =
            new FitOptions { BatchSize = row.Batch, StepsPerEpoch = Steps, Epochs = 1, Loss = Loss.MeanAbsoluteError, Threads = 1 };
        var model = new Gru32(1);
        using var trainer = Open(row, threads: 1);
        var times = Interleaved.Measure([Bare, () => model.Fit(windows, options)], Rounds);
        return times.Median(round => round[1] / round[0]);

        void Bare()
        {
            for (int i = 0; i < Steps; i++) trainer.Step();
        }
    }

    internal static Trainer<float> Open(ModelRow row, int threads) =>
        row.Model.OpenTrainer(row.Data, new FitOptions { BatchSize = row.Batch, Loss = Loss.MeanAbsoluteError, Threads = threads });
}
