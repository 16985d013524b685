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
    public override Score BaselineValidation { get; } = Error(Persistence.MeanAbsoluteError(Task.Validation), Task);

    /// <inheritdoc/>
    public override Score BaselineTest { get; } = Error(Persistence.MeanAbsoluteError(Task.Test), Task);

    /// <inheritdoc/>
    public override Score Judge(Evaluation evaluation) => Error(evaluation.MeanAbsoluteError, Task);

    private static ForecastError Error(double mae, JenaTask task) => new(mae, task.DegreesPerUnit);
}
