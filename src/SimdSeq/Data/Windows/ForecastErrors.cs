namespace SimdSeq.Data;

/// <summary>How far forecasts are from what came, in the units of the columns.</summary>
/// <param name="Target">Name of the column; null for all of them together.</param>
/// <param name="Count">Forecasts compared.</param>
/// <param name="MeanAbsolute">Mean of |forecast - truth|.</param>
/// <param name="RootMeanSquare">Square root of the mean of (forecast - truth)².</param>
/// <param name="Persistence">
/// Mean of |newest input - truth|, the error of who repeats the last value: what a model has to beat.
/// </param>
/// <param name="MeanAbsoluteByStep">The mean absolute error of each value ahead, nearest first.</param>
public sealed record ForecastErrors(
    string? Target, long Count, double MeanAbsolute, double RootMeanSquare, double Persistence, IReadOnlyList<double> MeanAbsoluteByStep)
{
    /// <summary>For instance <c>OT: MAE 1.52, RMSE 2.1 (repeating the last value: 1.83)</c>.</summary>
    public override string ToString() => (Target is null ? "" : Target + ": ") + FormattableString.Invariant(
        $"MAE {MeanAbsolute:G4}, RMSE {RootMeanSquare:G4} (repeating the last value: {Persistence:G4})");
}
