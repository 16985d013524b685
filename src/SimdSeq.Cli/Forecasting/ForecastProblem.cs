using SimdSeq.Data;

namespace SimdSeq.Cli;

/// <summary>Standardised windows to learn a forecast from, and what to say about them.</summary>
/// <param name="Data">The record, for reports.</param>
/// <param name="Training">Windows to train on.</param>
/// <param name="Validation">Windows to choose the best epoch by.</param>
/// <param name="Test">Windows to judge the outcome by.</param>
/// <param name="DegreesPerUnit">Degrees Celsius of a standardised error of 1.</param>
internal sealed record ForecastProblem(
    DataReport Data, WindowDataset Training, WindowDataset Validation, WindowDataset Test, double DegreesPerUnit)
{
    /// <summary>Label and text of what the user should know about the data.</summary>
    public required IReadOnlyList<(string Label, string Text)> Notes { get; init; }

    /// <summary>What to say before anything else when the data are synthetic; null when they are real.</summary>
    public string? SyntheticNotice { get; init; }

    /// <summary>Error on the validation windows of repeating the last value.</summary>
    public ForecastError BaselineValidation { get; } = new(Persistence.MeanAbsoluteError(Validation), DegreesPerUnit);

    /// <summary>Error on the test windows of repeating the last value.</summary>
    public ForecastError BaselineTest { get; } = new(Persistence.MeanAbsoluteError(Test), DegreesPerUnit);

    /// <summary>A mean absolute error, in both units.</summary>
    public ForecastError Error(Evaluation evaluation) => new(evaluation.MeanAbsoluteError, DegreesPerUnit);
}
