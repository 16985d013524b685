namespace SimdSeq.Benchmarks;

/// <summary>Predictions of whole models on one thread: a batch, one sample, one streamed step.</summary>
internal static class PredictionReport
{
    private static readonly (string Name, SequenceModel<float> Model)[] Rows =
    [
        ("GRU 32, Dense 1", new Gru32(1)),
        ("LSTM 32", new Lstm32Alone(1)),
        ("LSTM 32, Dense 1", new Lstm32(1)),
    ];

    public static void Print()
    {
        const int Batch = 128;
        Console.WriteLine($"{Measurement.Versions} Best of many rounds.");
        Console.WriteLine();
        Console.WriteLine("| prediction, 120 steps of 14 features, 1 thread | batch of 128 | one sample | one streamed step |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var (name, model) in Rows)
        {
            float[] inputs = new ModelRow(name, model, Batch).Inputs, outputs = new float[Batch * model.Outputs];
            using var stream = model.OpenStream();
            double batch = Measurement.Best(() => model.Predict(inputs, outputs));
            double one = Measurement.Best(() => model.Predict(inputs.AsSpan(0, model.SampleValues), outputs.AsSpan(0, model.Outputs)));
            double step = Measurement.Best(() => stream.Step(inputs.AsSpan(0, model.Features)));
            Console.WriteLine($"| {name} | {1e3 * batch:F2} ms | {1e6 * one:F1} µs | {1e9 * step:F0} ns |");
        }
    }
}
