using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq.Cli;

/// <summary>Samples of two classes, 0 and 1. The baseline gives all of them the class that is more frequent in training.</summary>
/// <param name="Data">The data, for reports.</param>
/// <param name="Training">Samples to train on.</param>
/// <param name="Validation">Samples to choose the best epoch by.</param>
/// <param name="Test">Samples to judge the outcome by.</param>
/// <param name="SamplesName">What samples are, in the plural.</param>
internal sealed record ClassificationProblem(
    DataReport Data, Dataset<float> Training, Dataset<float> Validation, Dataset<float> Test, string SamplesName)
    : Problem(Data, Training, Validation, Test)
{
    /// <inheritdoc/>
    public override Loss Loss { get; } = Loss.BinaryCrossEntropy();

    /// <inheritdoc/>
    public override string LossName => "binary cross-entropy";

    /// <inheritdoc/>
    public override string SamplesName { get; } = SamplesName;

    /// <inheritdoc/>
    public override string Measure => "accuracy";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Headings => ["accuracy"];

    /// <inheritdoc/>
    public override string BaselineName => "always";

    /// <inheritdoc/>
    public override Score BaselineValidation { get; } = Baseline(Training, Validation);

    /// <inheritdoc/>
    public override Score BaselineTest { get; } = Baseline(Training, Test);

    /// <inheritdoc/>
    public override Score Judge(Evaluation evaluation) => new Accuracy(evaluation.Accuracy!.Value);

    /// <inheritdoc/>
    public override ReportOptions Describe(
        ReportOptions report, SequenceModel<float> model, int threads, CancellationToken cancellation) => report with
        {
            Confusion = model.Evaluate(
                Validation, Loss, threads, cancellation, metrics: [Metric.ConfusionMatrix()]).Metrics[0].Confusion,
            ClassNames = ["no", "yes"],
        };

    private static Accuracy Baseline(Dataset<float> training, Dataset<float> samples)
    {
        double ones = ShareOfOnes(samples);
        return new Accuracy(ShareOfOnes(training) >= 0.5 ? ones : 1 - ones);
    }

    private static double ShareOfOnes(Dataset<float> samples)
    {
        var inputs = new float[samples.Steps * samples.Features * Tile<float>.Lanes];
        var targets = new float[samples.Targets * Tile<float>.Lanes];
        double ones = 0;
        foreach (int[] numbers in Enumerable.Range(0, samples.Count).Chunk(Tile<float>.Lanes))
        {
            samples.Fill(numbers, inputs, targets);
            ones += targets.Sum(); // lanes without a sample are zero
        }

        return ones / samples.Count;
    }
}
