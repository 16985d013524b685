namespace SimdSeq.Data;

/// <summary>
/// The persistence forecast, the naive baseline of time series: the target will be what its column showed at the newest input row.
/// </summary>
public static class Persistence
{
    /// <summary>Mean over all windows and targets of <c>|x[target row] - x[newest input row]|</c> in the target's column.</summary>
    /// <param name="windows">The windows; the error comes in the unit of their series, prepared or not.</param>
    /// <exception cref="ArgumentException">The windows have no targets.</exception>
    public static double MeanAbsoluteError(WindowDataset windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        if (windows.Targets == 0) throw new ArgumentException("Expected windows with targets, got the latest ones.", nameof(windows));
        TimeSeries series = windows.Series;
        int values = windows.Targets / windows.TargetColumns.Count;
        double sum = 0;
        for (int sample = 0; sample < windows.Count; sample++)
        {
            for (int value = 0; value < values; value++)
            {
                int newest = windows.Options.EachStep ? windows.InputRow(sample, value) : windows.NewestRow(sample);
                foreach (int column in windows.TargetColumns)
                {
                    double forecast = series[newest, column];
                    sum += Math.Abs(series[windows.TargetRow(sample, value), column] - forecast);
                }
            }
        }

        return sum / ((double)windows.Count * windows.Targets);
    }
}
