using SimdSeq.Data;

namespace SimdSeq.Cli;

/// <summary>A record of the climate, measured or generated.</summary>
/// <param name="Series">Its rows.</param>
/// <param name="Last">When its last row was measured; gaps in it are stepped over, so its rows may tell another time.</param>
/// <param name="Data">What reports say of it.</param>
/// <param name="Notes">Label and text of what the user should know about it.</param>
internal sealed record ClimateRecord(
    TimeSeries Series, DateTime Last, DataReport Data, IReadOnlyList<(string Label, string Text)> Notes)
{
    /// <summary>What to say before anything else when it is generated; null: it is measured.</summary>
    public string? SyntheticNotice { get; init; }

    /// <summary>Columns that it lacks, which are zero.</summary>
    public IReadOnlyList<string> Absent { get; init; } = [];
}
