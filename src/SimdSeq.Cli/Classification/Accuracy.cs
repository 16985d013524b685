using System.Globalization;

namespace SimdSeq.Cli;

/// <summary>The share of samples whose class is named rightly.</summary>
/// <param name="Share">From 0 to 1.</param>
internal sealed record Accuracy(double Share) : Score(Share)
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, double Value)> Fields => [("accuracy", Share)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Cells => [ToString()];

    /// <inheritdoc/>
    public override Score With(double value) => new Accuracy(value);

    /// <inheritdoc/>
    public override bool IsBetterThan(Score other) => Share > other.Value;

    /// <inheritdoc/>
    public override string Against(Score baseline)
    {
        double points = 100 * (Share - baseline.Value);
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(points):F1} points {(points >= 0 ? "better" : "worse")}");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{100 * Share:F2}%");
}
