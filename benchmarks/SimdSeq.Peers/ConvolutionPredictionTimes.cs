using SimdSeq.Benchmarks;

namespace SimdSeq.Peers;

/// <summary>Predictions of the temporal network beside ONNX Runtime, in turn; the answers are compared before anything is timed.</summary>
internal static class ConvolutionPredictionTimes
{
    public const string Name = "TCN 8 x 25, 784 steps, an answer at each";
    private const int Batch = 64, Streamed = 1000;

    public static void Print(int rounds)
    {
        var model = new PixelTcn(1);
        Console.WriteLine();
        Console.WriteLine("| prediction, 1 thread | SimdSeq | ONNX Runtime | ratio |");
        Console.WriteLine("|---|---|---|---|");
        float[] batch = Values(Batch * model.Steps), outputs = new float[batch.Length];
        Row($"batch of {Batch}", batch, Batch, outputs, () => model.Predict(batch, outputs));

        float[] sample = Values(model.Steps), answers = new float[sample.Length];
        Row("one sample", sample, 1, answers, () => model.Predict(sample, answers));

        float[] step = [0.5f], answer = new float[1];
        using var stream = model.OpenStream();
        stream.Step(step).CopyTo(answer);
        Row("one streamed step", step, 1, answer, () => stream.Step(step), repeat: Streamed);

        void Row(string name, float[] inputs, int samples, float[] ours, Action run, int repeat = 1)
        {
            using var onnx = new OnnxTcn(model, inputs, samples, isStep: repeat > 1, threads: 1);
            onnx.Run();
            if (repeat == 1) run();
            double difference = onnx.Outputs.Zip(ours, (a, b) => Math.Abs((double)a - b)).Max();
            if (!(difference <= 1e-4)) throw new InvalidOperationException($"{name}: outputs differ by {difference:E1}; nothing is timed.");
            var times = Interleaved.Measure([PredictionTimes.Times(repeat, run), PredictionTimes.Times(repeat, onnx.Run)], rounds);
            string Time(int side) => PredictionTimes.Time(times.Median(round => round[side]) / repeat);
            Console.WriteLine($"| {Name}: {name} | {Time(0)} | {Time(1)} | {times.Median(round => round[1] / round[0]):F2}x |");
        }
    }

    private static float[] Values(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(2 * random.NextDouble() - 1))];
    }
}
