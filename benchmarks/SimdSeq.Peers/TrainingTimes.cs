using SimdSeq.Benchmarks;
using SimdSeq.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace SimdSeq.Peers;

/// <summary>Training steps in turn: the same weights, batch, loss (MAE) and optimizer (RMSprop).</summary>
internal static class TrainingTimes
{
    /// <summary>Prints a row a pair. A pair whose outputs differ is timed all the same, marked, and counted in no mean.</summary>
    /// <returns>Whether the outputs of all agree.</returns>
    public static bool Print(IEnumerable<Func<Pair>> pairs, int[] threads, int rounds)
    {
        bool agree = true;
        Console.WriteLine("| training step | threads | SimdSeq ms | libtorch ms | ratio | outputs differ by "
            + "| page faults a step, ours and theirs |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (int count in threads)
        {
            var ratios = new List<(PairKind Kind, double Ratio)>();
            foreach (var create in pairs)
            {
                set_num_threads(count);
                var pair = create();
                (double ratio, bool agrees) = Measure(pair, count, rounds);
                if (agrees) ratios.Add((pair.Kind, ratio));
                agree &= agrees;
            }

            Mean("geometric mean, recurrent models", ratios.Where(row => row.Kind == PairKind.Recurrent));
            Mean("geometric mean, convolutional models", ratios.Where(row => row.Kind == PairKind.Convolutional));
            Mean("geometric mean, Transformers", ratios.Where(row => row.Kind == PairKind.Attention));
            Mean("geometric mean, all", ratios);

            void Mean(string of, IEnumerable<(PairKind, double Ratio)> rows)
            {
                if (!rows.Any()) return;
                Console.WriteLine($"| {of} | {count} | | | {Math.Exp(rows.Average(row => Math.Log(row.Ratio))):F2}x | | |");
            }
        }

        if (!agree)
            Console.WriteLine(
                "\n**Bold**: the outputs of the two libraries differ, so the time of one is that of something else; in no mean.");
        DropoutCost(rounds);
        return agree;
    }

    private static (double Ratio, bool Agrees) Measure(Pair pair, int threads, int rounds)
    {
        using var outer = NewDisposeScope();
        pair.Weights.Set(pair.Ours);
        var (inputs, targets) = pair.RandomData(pair.Batch);
        Tensor x = pair.AsTensor(inputs), t = tensor(targets).reshape(pair.Batch, pair.Ours.Outputs);
        double difference = Difference(pair, inputs, x);
        bool agrees = difference <= 1e-4; // and is a number
        string mark = agrees ? "" : "**";

        var optimizer = optim.RMSProp(pair.Weights.Parameters, lr: 0.001, alpha: 0.9, eps: 1e-7);
        var loss = nn.L1Loss();
        using var trainer = Trainer(pair.Ours, inputs, targets, pair.Batch, threads);
        Action ours = () => trainer.Step(), theirs = () =>
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            loss.forward(pair.TrainingForward(x), t).backward();
            optimizer.step();
        };
        var times = Interleaved.Measure([ours, theirs], rounds);
        double ratio = times.Median(round => round[1] / round[0]);
        Console.WriteLine(
            $"| {pair.Name} | {threads} | {1e3 * times.Median(round => round[0]):F2} | {1e3 * times.Median(round => round[1]):F2} "
            + $"| {ratio:F2}x | {mark}{difference:E1}{mark} | {PageFaults.Of(ours):F0}, {PageFaults.Of(theirs):N0} |");
        return (ratio, agrees);
    }

    private static double Difference(Pair pair, float[] inputs, Tensor x)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return pair.Ours.Predict(inputs).Zip(pair.Forward(x).flatten().data<float>().ToArray(), (a, b) => Math.Abs((double)a - b)).Max();
    }

    // Ours against ours: what recurrent dropout costs.
    private static void DropoutCost(int rounds)
    {
        var pair = new Pair("", new Gru32(1), x => x, new TorchWeights());
        var (inputs, targets) = pair.RandomData(pair.Batch);
        using var with = Trainer(new Gru32Dropping(1), inputs, targets, pair.Batch, 1);
        using var without = Trainer(pair.Ours, inputs, targets, pair.Batch, 1);
        var times = Interleaved.Measure([() => with.Step(), () => without.Step()], rounds);
        Console.WriteLine();
        Console.WriteLine($"GRU 32 with recurrent dropout {1e3 * times.Median(round => round[0]):F2} ms, "
            + $"without {1e3 * times.Median(round => round[1]):F2} ms: "
            + $"{100 * (times.Median(round => round[0] / round[1]) - 1):F1} % slower");
    }

    private static Trainer<float> Trainer(SequenceModel<float> model, float[] inputs, float[] targets, int batch, int threads) =>
        model.OpenTrainer(
            new ArrayDataset<float>(inputs, targets, model.Steps, model.Features, model.Outputs),
            new FitOptions { BatchSize = batch, Loss = Loss.MeanAbsoluteError, Threads = threads });
}
