using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq.Benchmarks;

/// <summary>
/// Where the time of a training step goes, on one thread, measured by switching parts off: the step beside its passes alone, the passes
/// beside those with a clamp in place of exp and tanh, and beside those over so few steps that nothing leaves the second-level cache.
/// </summary>
internal static class Breakdown
{
    private static readonly (string Name, SequenceModel<float> Clamped, SequenceModel<float> Short)[] Variants =
    [
        ("GRU 32", new Gru32Clamped(1), new Gru32Short(1)),
        ("LSTM 32", new Lstm32Clamped(1), new Lstm32Short(1)),
        ("bidirectional GRU 32", new BidirectionalGru32Clamped(1), new BidirectionalGru32Short(1)),
        ("GRU 32 -> GRU 64", new StackedGruClamped(1), new StackedGruShort(1)),
        ("Embedding 10000x32, LSTM 32, 500 steps", new EmbeddedLstm32Clamped(1), new EmbeddedLstm32Short(1)),
        ("LSTM 256, 128 steps x 256, batch 64", new Lstm256Clamped(1), new Lstm256Short(1)),
    ];

    public static void Print()
    {
        const int Rounds = 11;
        var (peak, flops) = FmaPeak.Work();
        Console.WriteLine($"{Measurement.Versions} Shares of a training step's time, 1 thread: medians of {Rounds} interleaved rounds.");
        Console.WriteLine();
        Console.WriteLine(
            "| model | step ms | products at the peak | exp and tanh | memory | other in the passes | filling tiles | loss, sums, "
                + "optimizer |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var row in ModelReport.Rows)
        {
            var variant = Variants.FirstOrDefault(variant => variant.Name == row.Name);
            if (variant.Name is null) continue;

            using var trainer = ModelReport.Open(row, threads: 1);
            int tiles = row.Batch / Tile<float>.Lanes, longer = row.Model.Steps / variant.Short.Steps;
            var times = Interleaved.Measure(
                [peak, () => trainer.Step(), Passes(row.Model, row), Passes(variant.Clamped, row), Passes(variant.Short, row), Fill(row)],
                Rounds);
            Console.WriteLine(
                $"| {row.Name} | {1e3 * times.Median(Step):F2} | {Share(Products)} | {Share(Functions)} | {Share(Memory)} | {Share(Other)} "
                + $"| {Share(Filling)} | {Share(Rest)} |");

            string Share(Func<double[], double> part) => $"{100 * times.Median(round => part(round) / Step(round)):F1} %";
            double Step(double[] round) => round[1];
            double Products(double[] round) => row.Flops / flops * round[0];
            double Functions(double[] round) => tiles * Math.Max(0, round[2] - round[3]);
            double Memory(double[] round) => tiles * Math.Max(0, round[2] - round[4] * longer);
            double Other(double[] round) => tiles * round[2] - Products(round) - Functions(round) - Memory(round);
            double Filling(double[] round) => round[5];
            double Rest(double[] round) => Step(round) - tiles * round[2] - Filling(round);
        }
    }

    /// <summary>Forward and backward over one tile that is filled already.</summary>
    private static Action Passes(SequenceModel<float> model, ModelRow row)
    {
        var data = new ModelRow(row.Name, model, row.Batch, row.Ids).Data;
        var worker = new TileWorker<float>(model.Layout);
        var gradient = new AlignedBuffer<float>(model.Layout.ParameterValues);
        worker.Load(data, 0, Tile<float>.Lanes, withTargets: true);
        worker.OutputGradient.Fill(1f / row.Batch);
        model.EnsurePacked();
        return () =>
        {
            var key = new PassKey(Training: true, Seed: 1, Step: 1, FirstSample: 0);
            model.Forward(worker, null, Tile<float>.Lanes, key);
            worker.OutputGradient.Fill(1f / row.Batch);
            model.Backward(worker, gradient, key);
        };
    }

    private static Action Fill(ModelRow row)
    {
        var worker = new TileWorker<float>(row.Model.Layout);
        return () =>
        {
            for (int first = 0; first < row.Batch; first += Tile<float>.Lanes)
                worker.Load(row.Data, first, Tile<float>.Lanes, withTargets: true);
        };
    }
}
