using System.Globalization;

namespace SimdSeq.Cli;

/// <summary>A figure that is small where answers are good: a loss, a perplexity, bits.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Name">Its name in reports, in snake_case.</param>
internal sealed record LossScore(double Figure, string Name) : Score(Figure)
{
    private const double Plain = 0.01; // below it powers of ten say more

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, double Value)> Fields => [(Name, Figure)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Cells => [ToString()];

    /// <inheritdoc/>
    public override Score With(double value) => new LossScore(value, Name);

    /// <inheritdoc/>
    public override bool IsBetterThan(Score other) => Figure < other.Value;

    /// <inheritdoc/>
    public override string Against(Score baseline)
    {
        if (baseline.Value == 0) return Figure > 0 ? "worse" : "equal"; // no share of nothing
        double share = 100 * (1 - Figure / baseline.Value);
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(share):F1}% {(share >= 0 ? "better" : "worse")}");
    }

    /// <inheritdoc/>
    public override string ToString() => Format(Figure);

    /// <summary>Four digits that matter.</summary>
    public static string Format(double figure) =>
        figure.ToString(Math.Abs(figure) is < Plain and > 0 ? "0.00E-0" : figure < 100 ? "F4" : "F2", CultureInfo.InvariantCulture);
}
