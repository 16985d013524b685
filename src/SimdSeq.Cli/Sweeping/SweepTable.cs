using System.Globalization;
using System.Text;

namespace SimdSeq.Cli;

/// <summary>The table of a sweep, from best to worst.</summary>
internal static class SweepTable
{
    /// <summary>Rows of text, the headings first and the baseline last.</summary>
    /// <param name="rows">The rows, sorted.</param>
    /// <param name="problem">What was measured.</param>
    public static IReadOnlyList<string[]> Cells(IReadOnlyList<SweepRow> rows, Problem problem)
    {
        string[] settings = [.. rows[0].Combination.Values.Select(value => value.Name)];
        string[] measures = [.. problem.Headings];
        measures[0] = $"validation {measures[0]}";
        bool hasSpread = rows[0].Seeds > 1;
        List<string[]> cells =
        [
            ["", .. settings, .. measures, .. hasSpread ? (string[])["±"] : [], "against baseline", "parameters", "a run"],
        ];
        int rank = 0;
        foreach (SweepRow row in rows)
        {
            Score? mean = row.HasFigure ? problem.BaselineValidation.With(row.Validation) : null;
            string[] figures = mean is null
                ? [row.Seeds == 1 ? "diverged" : $"diverged ({row.Diverged} of {row.Seeds})", .. measures[1..].Select(_ => "")]
                : [.. mean.Cells];
            cells.Add(
            [
                (++rank).ToString(CultureInfo.InvariantCulture),
                .. row.Combination.Values.Select(value => value.Value),
                .. figures,
                .. hasSpread ? (string[])[mean is null ? "" : problem.BaselineValidation.With(row.ValidationSpread).Cells[0]] : [],
                mean?.Against(problem.BaselineValidation) ?? "",
                row.Results[0].Parameters.ToString("N0", CultureInfo.InvariantCulture),
                RoughTime.Format(row.Seconds),
            ]);
        }

        cells.Add(
        [
            problem.BaselineName, .. settings.Select(_ => ""), .. problem.BaselineValidation.Cells,
            .. hasSpread ? (string[])[""] : [], "", "", "",
        ]);
        return cells;
    }

    /// <summary>The table in columns of fixed width.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<string[]> cells)
    {
        int[] widths = [.. Enumerable.Range(0, cells[0].Length).Select(column => cells.Max(row => row[column].Length))];
        return cells.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadLeft(widths[column]))).TrimEnd());
    }

    /// <summary>The table as Markdown, under a heading and a line of what it is.</summary>
    public static string Markdown(IReadOnlyList<string[]> cells, string heading, string about)
    {
        var text = new StringBuilder($"# {heading}\n\n{about}\n\n");
        text.Append($"| {string.Join(" | ", cells[0])} |\n|{string.Concat(cells[0].Select(_ => "---:|"))}\n");
        foreach (string[] row in cells.Skip(1)) text.Append($"| {string.Join(" | ", row)} |\n");
        return text.ToString();
    }
}
