using SimdSeq.Data;

namespace SimdSeq.Cli;

/// <summary>Samples whose answers are judged by the loss itself, or by a figure that grows with it, such as a perplexity.</summary>
/// <param name="Data">The data, for reports.</param>
/// <param name="Training">Samples to train on.</param>
/// <param name="Validation">Samples to choose the best epoch by.</param>
/// <param name="Test">Samples to judge the outcome by.</param>
/// <param name="Scale">What is measured.</param>
/// <param name="BaselineName">The baseline in a word.</param>
/// <param name="BaselineLoss">The loss of the baseline on the validation and the test samples.</param>
internal sealed record LossProblem(
    DataReport Data,
    Dataset<float> Training,
    Dataset<float> Validation,
    Dataset<float> Test,
    LossScale Scale,
    string BaselineName,
    (double Validation, double Test) BaselineLoss)
    : Problem(Data, Training, Validation, Test)
{
    /// <summary>The mean loss of a model on samples that a data set cannot hold; null where the data sets have all that is
    /// measured.</summary>
    public Func<SequenceModel<float>, ProblemPart, int, CancellationToken, double>? Measurement { get; init; }

    /// <inheritdoc/>
    public override Loss Loss => Scale.Loss;

    /// <inheritdoc/>
    public override string LossName => Scale.LossName;

    /// <inheritdoc/>
    public override string SamplesName => Scale.SamplesName;

    /// <inheritdoc/>
    public override string Measure => Scale.Measure;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Headings => [Scale.Measure];

    /// <inheritdoc/>
    public override string BaselineName { get; } = BaselineName;

    /// <inheritdoc/>
    public override Score BaselineValidation => Of(BaselineLoss.Validation);

    /// <inheritdoc/>
    public override Score BaselineTest => Of(BaselineLoss.Test);

    /// <inheritdoc/>
    public override Score ScoreOf(SequenceModel<float> model, ProblemPart part, int batch, int threads, CancellationToken cancellation) =>
        Measurement is null
            ? base.ScoreOf(model, part, batch, threads, cancellation)
            : Of(Measurement(model, part, threads, cancellation));

    /// <inheritdoc/>
    public override Score Judge(Evaluation evaluation) => Of(evaluation.Loss);

    private LossScore Of(double loss) => new(Scale.FromLoss(loss), Scale.Field);
}
