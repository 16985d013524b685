using System.Globalization;

namespace SimdSeq.Cli;

/// <summary>How good translations are.</summary>
/// <param name="Perplexity">Of the right words, each after those before it.</param>
/// <param name="Bleu">BLEU of translations, from 0 to 100; null where none were made.</param>
internal sealed record TranslationScore(double Perplexity, double? Bleu) : Score(Perplexity)
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, double Value)> Fields =>
        Bleu is { } bleu ? [("perplexity", Perplexity), ("bleu", bleu)] : [("perplexity", Perplexity)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Cells => [LossScore.Format(Perplexity)];

    /// <inheritdoc/>
    public override Score With(double value) => new TranslationScore(value, Bleu: null);

    /// <inheritdoc/>
    public override bool IsBetterThan(Score other) => Perplexity < other.Value;

    /// <inheritdoc/>
    public override string Against(Score baseline) => new LossScore(Perplexity, "perplexity").Against(baseline);

    /// <inheritdoc/>
    public override string ToString() => Bleu is { } bleu
        ? string.Create(CultureInfo.InvariantCulture, $"{LossScore.Format(Perplexity)} (BLEU {bleu:F2})")
        : LossScore.Format(Perplexity);
}
