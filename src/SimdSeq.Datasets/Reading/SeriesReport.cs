namespace SimdSeq.Datasets;

/// <summary>What a reader noticed about a record. Nothing listed here was removed: rows stay as they come in the file.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="First">Time of the first row.</param>
/// <param name="Last">The latest time of any row.</param>
/// <param name="Period">Sampling period: the most frequent difference between a row's time and the latest before it.</param>
/// <param name="Gaps">Places where more than one period passed.</param>
/// <param name="Duplicates">Rows whose time an earlier row has too.</param>
/// <param name="Irregular">Rows that came earlier than one period after the row before, without being duplicates.</param>
/// <param name="MissingValues">Per column, the number of missing values that were filled in.</param>
public sealed record SeriesReport(
    string File,
    int Rows,
    DateTime First,
    DateTime Last,
    TimeSpan Period,
    IReadOnlyList<SeriesGap> Gaps,
    int Duplicates,
    int Irregular,
    IReadOnlyDictionary<string, int> MissingValues);
