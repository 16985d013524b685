using System.Globalization;
using System.Text;

namespace SimdSeq.Cli;

/// <summary>The table: what was reached here beside what the paper and the second study report.</summary>
internal static class PaperTable
{
    private static readonly string[] Headings =
        ["task", "measure", "model", "parameters", "here: best", "all seeds", "paper", "second study", "epochs", "time", "data"];

    /// <summary>Rows of text, the headings first.</summary>
    public static IReadOnlyList<string[]> Rows(IReadOnlyList<RowResult> results, bool quick)
    {
        var rows = new List<string[]> { Headings };
        foreach (PaperTask task in PaperCatalog.Tasks)
        {
            foreach (string model in PaperCatalog.Models)
            {
                RowResult[] here = [.. results
                    .Where(result => (result.Task, result.Model, result.Quick) == (task.Name, model, quick))
                    .OrderBy(result => result.Seed)];
                if (here.Length > 0) rows.Add(Row(task, model, here));
            }
        }

        return rows;
    }

    /// <summary>The table as Markdown.</summary>
    public static string Markdown(IReadOnlyList<RowResult> results)
    {
        var text = new StringBuilder("# The TCN paper's table, as computed here\n\n");
        text.Append("Figures are on the test samples. `here: best` is the best seed, then all seeds in order; the paper is Bai, Kolter ");
        text.Append("and Koltun (2018), table 1; the second study has one protocol for all cells. Time is that of training and measuring ");
        text.Append("a row, mean of the seeds.\n");
        foreach (bool quick in (bool[])[false, true])
        {
            IReadOnlyList<string[]> rows = Rows(results, quick);
            if (rows.Count == 1) continue;
            text.Append(quick
                ? "\n## A first look (`--quick`): small budgets, no results to compare with the paper's\n\n"
                : "\n## Whole recipes\n\n");
            text.Append($"| {string.Join(" | ", rows[0])} |\n|{string.Concat(rows[0].Select(_ => "---|"))}\n");
            foreach (string[] row in rows.Skip(1)) text.Append($"| {string.Join(" | ", row)} |\n");
        }

        string[] remarks = [.. results.Where(result => result.Remark is not null)
            .Select(result => $"- {result.Task} {result.Model}, seed {result.Seed}: {result.Remark}")];
        if (remarks.Length > 0) text.Append($"\n{string.Join('\n', remarks)}\n");
        return text.ToString();
    }

    /// <summary>The table in columns of fixed width.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<RowResult> results, bool quick)
    {
        IReadOnlyList<string[]> rows = Rows(results, quick);
        int[] widths = [.. Enumerable.Range(0, Headings.Length).Select(column => rows.Max(row => row[column].Length))];
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    /// <summary>A figure of a task.</summary>
    public static string Format(PaperTask task, double figure) => task.Measure switch
    {
        "accuracy" => (100 * figure).ToString("F2", CultureInfo.InvariantCulture),
        "loss" => LossScore.Format(figure),
        _ => figure.ToString(figure < 10 ? "F3" : "F2", CultureInfo.InvariantCulture),
    };

    private static string[] Row(PaperTask task, string model, RowResult[] here)
    {
        double[] figures = [.. here.Where(result => result.Result is not null).Select(result => result.Result!.Value)];
        string best = figures.Length == 0 ? "diverged" : Format(task, task.LargerIsBetter ? figures.Max() : figures.Min());
        string epochs = string.Join(", ", here.Select(result => result.Quick
            ? $"{result.Iterations} steps"
            : result.Epochs == result.WholeEpochs ? $"{result.Epochs}" : $"{result.Epochs} of {result.WholeEpochs}").Distinct());
        return
        [
            task.Title, task.Measure == "accuracy" ? "accuracy, %" : task.Measure, model.ToUpperInvariant(), $"{here[0].Parameters:N0}",
            best,
            string.Join(", ", here.Select(result => result.Result is { } figure ? Format(task, figure) : "diverged")),
            Reported(task.Paper), Reported(task.SecondStudy), epochs, RoughTime.Format(here.Average(result => result.Seconds)),
            string.Join(", ", here.Select(result => result.Data).Distinct()),
        ];

        string Reported(IReadOnlyDictionary<string, double> figures) => !figures.TryGetValue(model, out double figure)
            ? "-"
            : task.Measure == "accuracy" ? figure.ToString("F1", CultureInfo.InvariantCulture) : Format(task, figure);
    }
}
