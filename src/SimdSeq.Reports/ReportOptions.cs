namespace SimdSeq;

/// <summary>What a report of a run shows beside the figures of its epochs. Every text is shown as it is, whatever characters it has.
/// </summary>
public sealed record ReportOptions
{
    /// <summary>The heading.</summary>
    public string Title { get; init; } = "Training run";

    /// <summary>What nobody is to overlook, such as that the data are made up; null: nothing.</summary>
    public string? Notice { get; init; }

    /// <summary>The model, for instance its <c>Summary()</c>; null: it is not shown.</summary>
    public string? Model { get; init; }

    /// <summary>Figures of the whole run, such as the loss on the test data: name and value.</summary>
    public IReadOnlyList<(string Name, string Value)> Results { get; init; } = [];

    /// <summary>How the run was trained; null: it is not shown.</summary>
    public FitOptions? Training { get; init; }

    /// <summary>Other settings, and facts about the data: name and value.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings { get; init; } = [];

    /// <summary>
    /// How often class <c>[true, answered]</c> was met. Null: that of the best epoch's validation, if <see cref="Metric.ConfusionMatrix"/>
    /// was measured there.
    /// </summary>
    public long[,]? Confusion { get; init; }

    /// <summary>Names of the classes; empty: their numbers.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Forecasts beside what came.</summary>
    public IReadOnlyList<ReportForecast> Forecasts { get; init; } = [];

    /// <summary>Whether versions, processor and vector width are shown.</summary>
    public bool ShowsMachine { get; init; } = true;

    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Title);
        ArgumentNullException.ThrowIfNull(Results);
        ArgumentNullException.ThrowIfNull(Settings);
        ArgumentNullException.ThrowIfNull(ClassNames);
        ArgumentNullException.ThrowIfNull(Forecasts);
        if (Confusion is { } matrix && matrix.GetLength(0) != matrix.GetLength(1))
        {
            throw new ArgumentException($"{nameof(Confusion)} has a row and a column for each class; "
                + $"got {matrix.GetLength(0)} rows and {matrix.GetLength(1)} columns.");
        }

        if (Confusion is { } counts && ClassNames.Count > 0 && ClassNames.Count != counts.GetLength(0))
        {
            throw new ArgumentException($"{nameof(ClassNames)} has a name for each of the {counts.GetLength(0)} classes of "
                + $"{nameof(Confusion)}, or none; got {ClassNames.Count}.");
        }
    }
}
