using SimdSeq.Benchmarks;
using SimdSeq.Data;
using static TorchSharp.torch;

namespace SimdSeq.Peers;

/// <summary>Predictions in turn: the same weights and inputs; what a peer answers is checked before anything is timed.</summary>
internal static class PredictionTimes
{
    private const int Batch = 128, Streamed = 1000;

    private static readonly (string Name, string Layer, Func<SequenceModel<float>> Create)[] Models =
        [("GRU 32, Dense 1", "gru", () => new Gru32(1)), ("LSTM 32, Dense 1", "lstm", () => new Lstm32(1))];

    public static void Print(int[] threads, int rounds, string wanted, string? withoutTorch)
    {
        Console.WriteLine("| prediction, 120 steps of 14 features | threads | SimdSeq | ONNX Runtime | ratio | libtorch | ratio "
            + "| TensorPrimitives | ratio | scalar loops | ratio |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (name, layer, create) in Models.Where(model => model.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase)))
        {
            using var outer = withoutTorch is null ? NewDisposeScope() : null;
            var model = create();
            bool withTorch = withoutTorch is null;
            foreach (int count in threads) Row($"{name}, batch of {Batch}", model, layer, count, rounds, Batch, model.Steps, withTorch);
            Row($"{name}, one sample", model, layer, 1, rounds, 1, model.Steps, withTorch);
            Row($"{name}, one streamed step", model, layer, 1, rounds, 1, 1, withTorch);
        }

        Console.WriteLine();
        if (withoutTorch is not null) Console.WriteLine($"libtorch: not loaded ({withoutTorch})");
        Console.WriteLine("TensorPrimitives and scalar loops run on one thread. A streamed step has the state of the step before it; "
            + "libtorch's and ONNX Runtime's begin at zero.");
    }

    private static void Row(
        string name, SequenceModel<float> model, string layer, int threads, int rounds, int samples, int steps, bool withTorch)
    {
        var weights = new RecurrentWeights(model, layer);
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, samples * steps * model.Features).Select(_ => (float)(2 * random.NextDouble() - 1))];
        int width = steps * model.Features, repeat = steps == 1 ? Streamed : 1;
        var answers = new List<(float[] Answers, Action Run)> { Ours(model, inputs, samples, steps, threads) };
        using var onnx = new OnnxPrediction(weights, inputs, samples, steps, threads);
        onnx.Run();
        answers.Add((onnx.Outputs, Times(repeat, onnx.Run)));
        if (withTorch) answers.Add(Libtorch(model, inputs, steps, threads));
        foreach (bool vectorized in (bool[])[true, false]) answers.Add(Plain(weights, inputs, samples, width, vectorized));

        foreach (var (answer, _) in answers)
        {
            double difference = answer.Zip(answers[0].Answers, (a, b) => Math.Abs((double)a - b)).Max();
            if (!(difference <= 1e-4)) throw new InvalidOperationException($"{name}: outputs differ by {difference:E1}; nothing is timed.");
        }

        var times = Interleaved.Measure([.. answers.Select(answer => answer.Run)], rounds);
        var cells = Enumerable.Range(0, answers.Count).Select(i =>
        {
            string time = Time(times.Median(round => round[i]) / repeat);
            return i == 0 ? time : $"{time} | {times.Median(round => round[i] / round[0]):F1}x";
        }).ToList();
        if (!withTorch) cells.Insert(2, "not loaded | ");
        Console.WriteLine($"| {name} | {threads} | {string.Join(" | ", cells)} |");
    }

    private static (float[], Action) Ours(SequenceModel<float> model, float[] inputs, int samples, int steps, int threads)
    {
        if (steps == 1)
        {
            var stream = model.OpenStream();
            return ([stream.Step(inputs)[0]], Times(Streamed, () => stream.Step(inputs)));
        }

        var outputs = new float[samples];
        if (threads == 1) return (model.Predict(inputs), () => model.Predict(inputs, outputs));
        var data = new ArrayDataset<float>(inputs, new float[samples], steps, model.Features, 1);
        return (model.Predict(inputs), () => model.Predict(data, threads));
    }

    private static (float[], Action) Libtorch(SequenceModel<float> model, float[] inputs, int steps, int threads)
    {
        set_num_threads(threads);
        var pair = Pairs.Recurrent(model);
        pair.Weights.Set(model);
        var x = tensor(inputs).reshape(-1, steps, model.Features);
        return (Answer(), Times(steps == 1 ? Streamed : 1, () => Answer()));

        float[] Answer()
        {
            using var scope = NewDisposeScope();
            using var _ = no_grad();
            return pair.Forward(x).flatten().data<float>().ToArray();
        }
    }

    private static (float[], Action) Plain(RecurrentWeights weights, float[] inputs, int samples, int width, bool vectorized)
    {
        var plain = new PlainPrediction(weights, vectorized);
        float[] answers = [.. Enumerable.Range(0, samples).Select(sample => plain.Predict(inputs.AsSpan(sample * width, width)))];
        if (width == weights.Features)
        {
            return (answers, Times(Streamed, () =>
            {
                plain.Step(inputs);
                plain.Answer();
            }));
        }

        return (answers, () =>
        {
            for (int sample = 0; sample < samples; sample++) plain.Predict(inputs.AsSpan(sample * width, width));
        }
        );
    }

    // A step is so short that reading the clock would count.
    public static Action Times(int count, Action action) => count == 1 ? action : () =>
    {
        for (int i = 0; i < count; i++) action();
    };

    public static string Time(double seconds) => seconds switch
    {
        >= 1e-3 => $"{1e3 * seconds:F2} ms",
        >= 1e-6 => $"{1e6 * seconds:F1} µs",
        _ => $"{1e9 * seconds:F0} ns",
    };
}
