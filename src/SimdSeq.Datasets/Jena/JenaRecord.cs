using SimdSeq.Data;

namespace SimdSeq.Datasets;

/// <summary>A Jena climate record with all fourteen columns.</summary>
/// <param name="Series">The fourteen columns in the original's order and units.</param>
/// <param name="Report">What the reader noticed: gaps, duplicates, missing values.</param>
/// <param name="Sources">Per column, in order: read, derived or zeroed.</param>
public sealed record JenaRecord(TimeSeries Series, SeriesReport Report, IReadOnlyList<ColumnSource> Sources)
{
    /// <summary>Names of the columns that came in one way.</summary>
    /// <param name="source">Read, derived or zeroed.</param>
    public IEnumerable<string> ColumnsFrom(ColumnSource source) => JenaClimate.Columns.Where((_, i) => Sources[i] == source);
}
