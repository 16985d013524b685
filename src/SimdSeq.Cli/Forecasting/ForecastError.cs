using System.Globalization;

namespace SimdSeq.Cli;

/// <summary>A mean absolute error of a temperature forecast.</summary>
/// <param name="Mae">In standard deviations of the training rows.</param>
/// <param name="DegreesPerUnit">Degrees Celsius of an error of 1.</param>
internal readonly record struct ForecastError(double Mae, double DegreesPerUnit)
{
    /// <summary>In degrees Celsius.</summary>
    public double Celsius => Mae * DegreesPerUnit;

    /// <summary>How much smaller or larger than another error, such as <c>8.4% better</c>.</summary>
    public string Against(ForecastError baseline)
    {
        double share = 100 * (1 - Mae / baseline.Mae);
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(share):F1}% {(share >= 0 ? "better" : "worse")}");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mae:F4} ({Celsius:F2} °C)");
}
