using SimdSeq.Kernels;
using static SimdSeq.LossValue;

namespace SimdSeq.Benchmarks;

/// <summary>
/// Losses of one's own beside the built-in ones of the same equation, in turn: the loss of a tile alone, and a training step of a small
/// model that answers at every step, so that the loss counts.
/// </summary>
internal static partial class LossReport
{
    private const int Rounds = 41, Features = 64;

    private static readonly (string Name, Loss Own, Loss Ready)[] Rows =
    [
        ("mean squared error", SquaredLoss(), Loss.MeanSquaredError),
        ("mean absolute error", AbsoluteLoss(), Loss.MeanAbsoluteError),
        ("Huber", SmoothLoss(1), Loss.Huber()),
    ];

    public static void Print()
    {
        Console.WriteLine($"{Measurement.Versions} Medians of {Rounds} interleaved rounds.");
        Console.WriteLine();
        Console.WriteLine("| equation | built-in, a value | own, a value | own / built-in | own / built-in, a training step |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var (name, own, ready) in Rows)
        {
            int values = Features * Tile<float>.Lanes;
            var alone = Interleaved.Measure([Sum(ready), Sum(own)], Rounds);
            using Trainer<float> readyTrainer = Open(ready), ownTrainer = Open(own);
            var steps = Interleaved.Measure([() => readyTrainer.Step(), () => ownTrainer.Step()], Rounds);
            Console.WriteLine($"| {name} | {1e9 * alone.Median(round => round[0]) / values:F2} ns "
                + $"| {1e9 * alone.Median(round => round[1]) / values:F2} ns | {alone.Median(round => round[1] / round[0]):F2} "
                + $"| {steps.Median(round => round[1] / round[0]):F2} |");
        }
    }

    private static Action Sum(Loss loss)
    {
        var function = loss.In<float>();
        float[] outputs = [.. ModelRow.Values(Features * Tile<float>.Lanes, ids: 0)], gradient = new float[outputs.Length];
        float[] targets = [.. outputs.Reverse()];
        return () => function.Sum(new LossTile<float>
        {
            Outputs = outputs,
            Targets = targets,
            Features = Features,
            Samples = Tile<float>.Lanes,
            Scale = 0.37,
            Gradient = gradient,
        });
    }

    private static Trainer<float> Open(Loss loss)
    {
        var row = new ModelRow("", new AnswersAtEveryStep(1));
        return row.Model.OpenTrainer(row.Data, new() { BatchSize = row.Batch, Shuffle = false, Loss = loss, Threads = 1 });
    }

    [Loss]
    private static LossValue Squared(LossValue answer, LossValue target) => Square(answer - target);

    [Loss]
    private static LossValue Absolute(LossValue answer, LossValue target) => Abs(answer - target);

    [Loss]
    private static LossValue Smooth(LossValue answer, LossValue target, double delta)
    {
        var difference = answer - target;
        var size = Abs(difference);
        return size > delta ? delta * (size - 0.5 * delta) : 0.5 * difference * difference;
    }
}

/// <summary>A model that is little beside its loss.</summary>
[SequenceModel(steps: 120, features: 14)]
[Dense(16)]
internal sealed partial class AnswersAtEveryStep;
