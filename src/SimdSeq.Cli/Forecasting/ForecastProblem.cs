using SimdSeq.Data;
using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary>Standardised windows to learn a temperature forecast from. The baseline repeats the last value.</summary>
/// <param name="Data">The record, for reports.</param>
/// <param name="Task">The windows.</param>
internal sealed record ForecastProblem(DataReport Data, JenaTask Task) : Problem(Data, Task.Training, Task.Validation, Task.Test)
{
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
    public override Score BaselineValidation { get; } = Baseline(Task.Validation, Task);

    /// <inheritdoc/>
    public override Score BaselineTest { get; } = Baseline(Task.Test, Task);

    /// <inheritdoc/>
    public override Score Judge(Evaluation evaluation) => Error(evaluation.MeanAbsoluteError, Task);

    /// <inheritdoc/>
    public override ReportOptions Describe(
        ReportOptions report, SequenceModel<float> model, int threads, CancellationToken cancellation) =>
        report with { Forecasts = ReportForecast.Of(model, Task.Validation, threads: threads, cancellation: cancellation) };

    // Persistence is measured in the units of the record.
    private static ForecastError Baseline(WindowDataset windows, JenaTask task) =>
        Error(Persistence.MeanAbsoluteError(windows) / task.DegreesPerUnit, task);

    private static ForecastError Error(double mae, JenaTask task) => new(mae, task.DegreesPerUnit);
}
