using SimdSeq.Kernels;

namespace SimdSeq.Benchmarks;

/// <summary>Whole models: training steps with their share of the peak, a prediction, a streamed step.</summary>
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
        Console.WriteLine($"FMA peak {peak:F0} GFLOP/s a core; best of many rounds; FLOPs are those of matrix products");
        Console.WriteLine($"{"training step, batch 128",-42}{"1 thread",10}{"of peak",9}{"2 threads",11}{"ratio",7}");
        foreach (var row in Rows)
        {
            double one = TrainingStep(row, 1), two = TrainingStep(row, 2);
            Console.WriteLine($"{row.Name,-42}{1e3 * one,7:F2} ms{row.Flops / one / peak / 1e7,7:F0} %{1e3 * two,8:F2} ms{one / two,7:F2}");
        }

        var gru = (Gru32)Rows[0].Model;
        float[] inputs = [.. Enumerable.Range(0, 128 * gru.Steps * gru.Features).Select(i => (i % 17 - 8) / 8f)], outputs = new float[128];
        Console.WriteLine($"GRU 32, prediction of a batch of 128: {1e3 * Measurement.Best(() => gru.Predict(inputs, outputs)):F2} ms");
        Console.WriteLine($"GRU 32, prediction of one sample: {1e6 * Measurement.Best(() => gru.Predict(inputs.AsSpan(0, gru.Steps * gru.Features), outputs.AsSpan(0, 1))):F1} µs");
        foreach (var (name, model) in new (string, SequenceModel<float>)[] { ("GRU 32, Dense 1", gru), ("LSTM 32", new Lstm32Alone(1)), ("LSTM 32, Dense 1", (SequenceModel<float>)Rows[2].Model) })
        {
            using var stream = model.OpenStream();
            Console.WriteLine($"{name}, streamed step: {1e9 * Measurement.Best(() => stream.Step(inputs.AsSpan(0, model.Features))):F0} ns");
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
