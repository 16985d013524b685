using SimdSeq.Data;

namespace SimdSeq.Datasets;

/// <summary>
/// The temperature forecast on a climate record, ready to train: standardised by its training rows, split, and cut into windows. A model
/// that is trained on them has the preparation in its file, and forecasts from rows of such a record.
/// </summary>
/// <param name="Preparation">Standard scores, with means and deviations of the training rows.</param>
/// <param name="Training">Training windows; no row of them, target rows included, belongs to validation or test.</param>
/// <param name="Validation">
/// Validation windows. As in the book, reference rows run to the end of the part and targets lie up to 24 hours after: rows whose values
/// test windows may have as inputs but never as targets.
/// </param>
/// <param name="Test">Test windows.</param>
public sealed record JenaTask(Preparation Preparation, WindowDataset Training, WindowDataset Validation, WindowDataset Test)
{
    /// <summary>Standard deviation of the temperature over the training rows: degrees Celsius for each unit of a standardised
    /// error.</summary>
    public double DegreesPerUnit => Preparation.Targets[0].Scale;

    /// <summary>Prepares the task.</summary>
    /// <param name="series">A record with the column <c>T (degC)</c>, in its own units.</param>
    /// <param name="window">Other windows than the task's own, <see cref="JenaClimate.Windows"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A part of the split is too short for one window.</exception>
    public static JenaTask Create(TimeSeries series, WindowOptions? window = null)
    {
        SeriesSplit split = JenaClimate.Split(series);
        Preparation preparation = Preparation.Fit(series, split.Training, window ?? JenaClimate.Windows);
        return new JenaTask(
            preparation,
            preparation.Windows(series, split.Training),
            preparation.Windows(series, preparation.Window! with { Bound = TargetBound.MayFollow }, split.Validation),
            preparation.Windows(series, split.Test));
    }
}
