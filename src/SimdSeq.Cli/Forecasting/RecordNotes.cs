using System.Globalization;
using SimdSeq.Data;
using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary>What a reader noticed about a climate record, a line for each kind.</summary>
internal static class RecordNotes
{
    private const int MostNamed = 5;

    /// <summary>Label and text of each.</summary>
    public static List<(string Label, string Text)> Of(JenaRecord record)
    {
        SeriesReport report = record.Report;
        return
        [
            ("Record", report.File),
            ("Rows", $"{report.Rows:N0}, one every {Duration.Format(report.Period)}, {Time(report.First)} to {Time(report.Last)}"),
            ("Columns", string.Join(
                "; ", Enum.GetValues<ColumnSource>().Select(source => Columns(record, source)).Where(text => text.Length > 0))),
            ("Gaps", Gaps(report.Gaps)),
            ("Duplicates", Count(report.Duplicates, "row", "with a time that an earlier row has; kept as they come")
                + (report.Irregular > 0 ? $"; {Count(report.Irregular, "row", "came early")}" : "")),
            ("Missing", report.MissingValues.Count == 0
                ? "none"
                : string.Join(", ", report.MissingValues.Select(pair => $"{pair.Key}: {pair.Value:N0}"))
                    + "; filled with the value before"),
        ];
    }

    /// <summary>The same of a generated record.</summary>
    public static List<(string Label, string Text)> OfSynthetic(TimeSeries series) =>
        [("Record", $"synthetic climate, {series.Rows:N0} rows, one every {Duration.Format(series.Period)}, {series.Features} columns")];

    private static string Columns(JenaRecord record, ColumnSource source)
    {
        string[] names = [.. record.ColumnsFrom(source)];
        if (names.Length == 0) return "";
        return source switch
        {
            ColumnSource.Read => $"{names.Length} read ({string.Join(", ", names)})",
            ColumnSource.Derived => $"{names.Length} derived from them ({string.Join(", ", names)})",
            _ => $"{names.Length} absent and zero ({string.Join(", ", names)})",
        };
    }

    private static string Gaps(IReadOnlyList<SeriesGap> gaps)
    {
        if (gaps.Count == 0) return "none";
        IEnumerable<string> longest = gaps.OrderByDescending(gap => gap.Length).Take(MostNamed)
            .Select(gap => $"{Duration.Format(gap.Length)} to {Time(gap.To)}");
        return $"{gaps.Count:N0}, stepped over; {(gaps.Count > MostNamed ? "the longest" : "of")} {string.Join(", ", longest)}";
    }

    private static string Count(int count, string what, string meaning) =>
        count == 0 ? "none" : $"{count:N0} {what}{(count == 1 ? "" : "s")} {meaning}";

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
