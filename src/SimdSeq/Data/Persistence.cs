namespace SimdSeq.Data;

/// <summary>
/// The persistence forecast, the naive baseline of time series: the target will be what its column showed at the newest input row.
/// </summary>
public static class Persistence
{
    /// <summary>Mean over all windows of <c>|x[target row] - x[newest input row]|</c> in the target column.</summary>
    /// <param name="windows">The windows; the error comes in the unit of their series (standard scores, if it is standardised).</param>
    public static double MeanAbsoluteError(WindowDataset windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        TimeSeries series = windows.Series;
        int newest = windows.Steps - 1;
        double sum = 0;
        for (int sample = 0; sample < windows.Count; sample++)
        {
            double forecast = series[windows.InputRow(sample, newest), windows.TargetColumn];
            sum += Math.Abs(series[windows.TargetRow(sample), windows.TargetColumn] - forecast);
        }

        return sum / windows.Count;
    }
}
