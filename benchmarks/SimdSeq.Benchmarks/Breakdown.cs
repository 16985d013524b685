using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq.Benchmarks;

/// <summary>
/// Where the time of a training step goes, on one thread, measured by switching parts off: the step beside its passes alone, the passes beside
/// those with a clamp in place of exp and tanh, and beside those over so few steps that nothing leaves the second-level cache.
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
        double peak = FmaPeak.Measure();
        Console.WriteLine($"{Measurement.Versions} Shares of a training step's time, 1 thread; FMA peak {peak / 1e9:F0} GFLOP/s.");
        Console.WriteLine();
        Console.WriteLine("| model | step ms | products at the peak | exp and tanh | memory | other in the passes | filling tiles | loss, sums, optimizer |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var row in ModelReport.Rows)
        {
            var variant = Variants.FirstOrDefault(variant => variant.Name == row.Name);
            if (variant.Name is null) continue;

            double step = ModelReport.TrainingStep(row, threads: 1), passes = Passes(row.Model, row), fill = Fill(row);
            double products = row.Flops / peak;
            double functions = Math.Max(0, passes - Passes(variant.Clamped, row));
            double memory = Math.Max(0, passes - Passes(variant.Short, row) * row.Model.Steps / variant.Short.Steps);
            double other = passes - products - functions - memory;
            Console.WriteLine($"| {row.Name} | {1e3 * step:F2} | {Share(products)} | {Share(functions)} | {Share(memory)} | {Share(other)} "
                + $"| {Share(fill)} | {Share(step - passes - fill)} |");

            string Share(double seconds) => $"{100 * seconds / step:F1} %";
        }
    }

    /// <summary>Forward and backward over the batch's tiles, each filled already.</summary>
    private static double Passes(SequenceModel<float> model, ModelRow row)
    {
        var data = new ModelRow(row.Name, model, row.Batch, row.Ids).Data;
        var worker = model.Worker(0);
        var gradient = new AlignedBuffer<float>(model.Layout.ParameterValues);
        worker.Load(data, 0, Tile<float>.Lanes, withTargets: true);
        worker.OutputGradient.Fill(1f / row.Batch);
        model.EnsurePacked();
        return row.Batch / Tile<float>.Lanes * Measurement.Best(() =>
        {
            var key = new PassKey(Training: true, Seed: 1, Step: 1, FirstSample: 0);
            model.Forward(worker, key);
            worker.OutputGradient.Fill(1f / row.Batch);
            model.Backward(worker, gradient, key);
        });
    }

    private static double Fill(ModelRow row)
    {
        var worker = row.Model.Worker(0);
        return Measurement.Best(() =>
        {
            for (int first = 0; first < row.Batch; first += Tile<float>.Lanes) worker.Load(row.Data, first, Tile<float>.Lanes, withTargets: true);
        });
    }
}
