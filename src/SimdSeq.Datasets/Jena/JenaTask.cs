using SimdSeq.Data;

namespace SimdSeq.Datasets;

/// <summary>
/// The temperature forecast on a climate record, ready to train: standardised by its training rows, split, and cut into windows.
/// </summary>
/// <param name="Standardizer">Means and deviations of the training rows.</param>
/// <param name="Training">Training windows; no row of them, target rows included, belongs to validation or test.</param>
/// <param name="Validation">
/// Validation windows. As in the book, reference rows run to the end of the part and targets lie up to 24 hours after: rows whose values
/// test windows may have as inputs but never as targets.
/// </param>
/// <param name="Test">Test windows.</param>
public sealed record JenaTask(Standardizer Standardizer, WindowDataset Training, WindowDataset Validation, WindowDataset Test)
{
    /// <summary>Standard deviation of the temperature over the training rows: degrees Celsius for each unit of a standardised
    /// error.</summary>
    public double DegreesPerUnit => Standardizer.Deviation(JenaClimate.Temperature);

    /// <summary>Prepares the task.</summary>
    /// <param name="series">A record with the column <c>T (degC)</c>, in its own units.</param>
    /// <param name="window">Other windows than the task's own, <see cref="JenaClimate.Windows"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A part of the split is too short for one window.</exception>
    public static JenaTask Create(TimeSeries series, WindowOptions? window = null)
    {
        SeriesSplit split = JenaClimate.Split(series);
        window ??= JenaClimate.Windows;
        Standardizer standardizer = Standardizer.Fit(series, split.Training);
        TimeSeries scores = standardizer.Transform(series);
        return new JenaTask(
            standardizer,
            new WindowDataset(scores, window, split.Training),
            new WindowDataset(scores, window with { Bound = TargetBound.MayFollow }, split.Validation),
            new WindowDataset(scores, window, split.Test));
    }
}
