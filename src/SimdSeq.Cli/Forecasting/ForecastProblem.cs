using SimdSeq.Data;
using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary>Standardised windows to learn a temperature forecast from. The baseline repeats the last value.</summary>
/// <param name="Data">The record, for reports.</param>
/// <param name="Task">The windows.</param>
internal sealed record ForecastProblem(DataReport Data, JenaTask Task) : Problem(Data, Task.Training, Task.Validation, Task.Test)
{
    private const int MostShown = 400; // forecasts of a report: more hours than that are no curve

    /// <inheritdoc/>
    public override Loss Loss => Loss.MeanAbsoluteError;

    /// <inheritdoc/>
    public override string LossName => "MAE";

    /// <inheritdoc/>
    public override string SamplesName => "windows";

    /// <inheritdoc/>
    public override string Measure => "MAE";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Headings => ["MAE", "°C"];

    /// <inheritdoc/>
    public override string BaselineName => "naive";

    /// <inheritdoc/>
    public override Score BaselineValidation { get; } = Error(Persistence.MeanAbsoluteError(Task.Validation), Task);

    /// <inheritdoc/>
    public override Score BaselineTest { get; } = Error(Persistence.MeanAbsoluteError(Task.Test), Task);

    /// <inheritdoc/>
    public override Score Judge(Evaluation evaluation) => Error(evaluation.MeanAbsoluteError, Task);

    /// <inheritdoc/>
    public override ReportOptions Describe(
        ReportOptions report, SequenceModel<float> model, int threads, CancellationToken cancellation)
    {
        // The windows are of standardised rows: their answers and targets are turned back into degrees here.
        WindowDataset windows = Task.Validation;
        float[] answers = model.Predict(windows, threads, cancellation);
        int first = Math.Max(0, windows.Count - MostShown), column = windows.TargetColumns[0];
        int[] samples = [.. Enumerable.Range(first, windows.Count - first)];
        return report with
        {
            Forecasts =
            [
                new ReportForecast(
                    JenaClimate.Temperature,
                    [.. samples.Select(sample => Degrees(answers[sample]))],
                    [.. samples.Select(sample => Degrees(windows.Series[windows.TargetRow(sample), column]))])
                {
                    Caption = ReportForecast.CaptionOf(windows, first),
                },
            ],
        };

        double Degrees(double score) => Task.Standardizer.Invert(JenaClimate.Temperature, score);
    }

    private static ForecastError Error(double mae, JenaTask task) => new(mae, task.DegreesPerUnit);
}
