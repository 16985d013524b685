using System.Globalization;

namespace SimdSeq.Cli;

/// <summary>A mean absolute error of a temperature forecast.</summary>
/// <param name="Mae">In standard deviations of the training rows.</param>
/// <param name="DegreesPerUnit">Degrees Celsius of an error of 1.</param>
internal sealed record ForecastError(double Mae, double DegreesPerUnit) : Score(Mae)
{
    /// <summary>In degrees Celsius.</summary>
    public double Celsius => Mae * DegreesPerUnit;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, double Value)> Fields => [("mae", Mae), ("celsius", Celsius)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Cells =>
        [Mae.ToString("F4", CultureInfo.InvariantCulture), Celsius.ToString("F2", CultureInfo.InvariantCulture)];

    /// <inheritdoc/>
    public override Score With(double value) => new ForecastError(value, DegreesPerUnit);

    /// <inheritdoc/>
    public override bool IsBetterThan(Score other) => Mae < other.Value;

    /// <inheritdoc/>
    public override string Against(Score baseline)
    {
        if (baseline.Value == 0) return Mae > 0 ? "worse" : "equal"; // no share of nothing
        double share = 100 * (1 - Mae / baseline.Value);
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(share):F1}% {(share >= 0 ? "better" : "worse")}");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mae:F4} ({Celsius:F2} °C)");
}
