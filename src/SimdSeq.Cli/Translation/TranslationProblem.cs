using SimdSeq.Data;

namespace SimdSeq.Cli;

/// <summary>Sentences to translate. Epochs are judged by the perplexity of the right words, what comes out by BLEU as well.</summary>
/// <param name="Data">The data, for reports.</param>
/// <param name="Training">Pairs to train on.</param>
/// <param name="Validation">Pairs to choose the best epoch by.</param>
/// <param name="Test">Pairs to judge the outcome by.</param>
/// <param name="Text">Their words.</param>
internal sealed record TranslationProblem(
    DataReport Data, Dataset<float> Training, Dataset<float> Validation, Dataset<float> Test, TranslationText Text)
    : Problem(Data, Training, Validation, Test)
{
    /// <inheritdoc/>
    public override Loss Loss { get; } = Loss.SparseCategoricalCrossEntropy(fromLogits: true);

    /// <inheritdoc/>
    public override string LossName => "cross-entropy";

    /// <inheritdoc/>
    public override string SamplesName => "sentences";

    /// <inheritdoc/>
    public override string Measure => "perplexity";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Headings => [Measure];

    /// <inheritdoc/>
    public override string BaselineName => "counts";

    /// <inheritdoc/>
    public override Score BaselineValidation => new TranslationScore(Math.Exp(Text.FrequencyLoss(ProblemPart.Validation)), null);

    /// <inheritdoc/>
    public override Score BaselineTest => new TranslationScore(Math.Exp(Text.FrequencyLoss(ProblemPart.Test)), null);

    /// <inheritdoc/>
    public override Score ScoreOf(SequenceModel<float> model, ProblemPart part, int batch, int threads, CancellationToken cancellation)
    {
        double perplexity = base.ScoreOf(model, part, batch, threads, cancellation).Value;
        return new TranslationScore(perplexity, Text.BleuOf(model, part, threads, cancellation));
    }

    /// <inheritdoc/>
    public override Score Judge(Evaluation evaluation) => new TranslationScore(Math.Exp(evaluation.Loss), null);
}
