using SimdSeq.Data;

namespace SimdSeq.Benchmarks;

[SequenceModel(steps: 120, features: 14)]
[Gru(32)]
[Dense(1)]
internal sealed partial class GruForecaster;

[SequenceModel(steps: 120, features: 14)]
[Lstm(32)]
internal sealed partial class LstmState;

/// <summary>Whole models: a training step, a prediction, a streamed step.</summary>
internal static class ModelReport
{
    private const int Batch = 128;

    public static void Print()
    {
        var model = new GruForecaster(seed: 1);
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, Batch * model.Steps * model.Features).Select(_ => (float)(2 * random.NextDouble() - 1))];
        float[] outputs = new float[Batch];
        var data = new ArrayDataset<float>(inputs, new float[Batch], model.Steps, model.Features);
        Console.WriteLine($"Gru(32), Dense(1), {model.Steps} steps x {model.Features} features; best of many rounds");
        foreach (int threads in (int[])[1, 2])
        {
            using var trainer = model.OpenTrainer(data, new FitOptions { BatchSize = Batch, Loss = Loss.MeanAbsoluteError, Threads = threads });
            Console.WriteLine($"training step, batch {Batch}, {threads} thread(s): {1e3 * Measurement.Best(() => trainer.Step()):F2} ms");
        }

        Console.WriteLine($"prediction, batch {Batch}: {1e3 * Measurement.Best(() => model.Predict(inputs, outputs)):F2} ms");
        using var stream = model.OpenStream();
        Console.WriteLine($"streamed step: {1e9 * Measurement.Best(() => stream.Step(inputs.AsSpan(0, model.Features))):F0} ns");
        using var lstm = new LstmState(seed: 1).OpenStream();
        Console.WriteLine($"streamed step of Lstm(32) alone: {1e9 * Measurement.Best(() => lstm.Step(inputs.AsSpan(0, model.Features))):F0} ns");
    }
}
