using System.Diagnostics;

namespace SimdSeq.Peers;

/// <summary>A streamed token of a causal encoder beside ONNX Runtime, the cache all but full; the answers are compared first.</summary>
internal static class TransformerTokenTimes
{
    public const string Name = "causal transformer encoder, 2 blocks of 128 features, one streamed token";
    private const int Timed = 16;

    public static void Print(int rounds)
    {
        Console.WriteLine();
        Console.WriteLine("| prediction, 1 thread | SimdSeq | a block | ONNX Runtime | ratio |");
        Console.WriteLine("|---|---|---|---|---|");
        Row(new CausalEncoder128(1), rounds);
        Row(new CausalEncoder1024(1), rounds);
    }

    private static void Row(SequenceModel<float> model, int rounds)
    {
        const int Layers = 2;
        var random = new Random(1);
        float[] token = new float[model.Features], answer = new float[model.Features];
        using var onnx = new OnnxTransformer(model, Layers);
        using var stream = model.OpenStream();
        double difference = 0;
        for (int i = 0; i < model.Steps; i++)
        {
            for (int f = 0; f < token.Length; f++) token[f] = (float)(2 * random.NextDouble() - 1);
            onnx.Next(token);
            stream.Step(token).CopyTo(answer);
            difference = Math.Max(difference, onnx.Outputs.Zip(answer, (a, b) => Math.Abs((double)a - b)).Max());
        }

        if (!(difference <= 1e-4))
            throw new InvalidOperationException($"{Name}: outputs differ by {difference:E1}; nothing is timed.");

        // A full cache takes no more: of each round's tokens the last are timed. Runs before them make both sides' caches warm.
        var ours = new List<double>();
        var theirs = new List<double>();
        for (int round = 0; round < rounds; round++)
        {
            stream.Reset();
            for (int i = 0; i < model.Steps - Timed; i++) stream.Step(token);
            ours.Add(Seconds(() => stream.Step(token)));
            for (int i = 0; i < Timed; i++) onnx.Run();
            theirs.Add(Seconds(onnx.Run));
        }

        double ratio = Median([.. theirs.Zip(ours, (their, our) => their / our)]);
        Console.WriteLine($"| {Name}, cache of {model.Steps:N0} | {PredictionTimes.Time(Median(ours))} "
            + $"| {PredictionTimes.Time(Median(ours) / Layers)} | {PredictionTimes.Time(Median(theirs))} | {ratio:F2}x |");
    }

    private static double Seconds(Action token)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Timed; i++) token();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / Timed;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
