using System.Globalization;

namespace SimdSeq.Cli;

/// <summary>Runs rows of the table, one after another, and keeps the folder of results up to date.</summary>
internal sealed class PaperRun(Session session, ResultFolder folder, PaperOptions options)
{
    private readonly Terminal _terminal = session.Terminal;
    private (Func<ProblemRequest, Problem> Open, Problem Problem)? _last;

    /// <summary>Says what each row would take.</summary>
    public void Plan(IReadOnlyList<PaperRow> rows, IReadOnlyList<long> seeds, CancellationToken cancellation)
    {
        _terminal.OutWriter.WriteLine($"{"row",-24} {"parameters",12} {"a step",12} {"an epoch",10} {"epochs",7} {"a seed",9}");
        double seconds = 0;
        foreach (PaperRow row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            Problem problem = Open(row, cancellation);
            RowEstimate estimate = RowEstimate.Measure(row, problem, options, seeds[0], cancellation);
            int missing = seeds.Count(
                seed => folder.Find(row, seed, options.IsQuick, new RowRun(row, problem, options, seed).Recipe) is null);
            seconds += missing * estimate.Seconds;
            string done = missing == seeds.Count ? "" : $"  {seeds.Count - missing} of {seeds.Count} seeds done";
            _terminal.OutWriter.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{row.Name,-24} {estimate.Parameters,12:N0} {1000 * estimate.StepSeconds,9:F1} ms "
                + $"{RoughTime.Format(estimate.EpochSeconds),10} "
                + $"{estimate.Epochs,7} {RoughTime.Format(estimate.Seconds),9}{done}"));
        }

        string limit = double.IsFinite(options.Hours)
            ? string.Create(CultureInfo.InvariantCulture, $", but no row begins an epoch after {options.Hours} h of training")
            : "";
        _terminal.OutWriter.WriteLine(
            $"All that is not done: {RoughTime.Format(seconds)} with {options.Threads} threads, "
            + $"by the fastest of a few steps of each{limit}.");
        _terminal.OutWriter.WriteLine();
    }

    /// <summary>Trains all rows that are not done, and shows the table.</summary>
    public void Run(IReadOnlyList<PaperRow> rows, IReadOnlyList<long> seeds, CancellationToken cancellation)
    {
        if (MachineFacts.IsDebugBuild) _terminal.Warning("this is a Debug build, about a hundred times slower. Run it with -c Release.");
        if (!options.IsQuick) Plan(rows, seeds, cancellation);
        else
        {
            _terminal.OutWriter.WriteLine("A FIRST LOOK: a few steps of each row. These figures say nothing about the paper's; "
                + "leave --quick out for those.");
        }

        foreach (PaperRow row in rows)
        {
            foreach (long seed in seeds) Run(row, seed, cancellation);
        }

        foreach (PaperTask task in rows.Select(row => row.Task).Distinct()) Show(task); // also where all was done before
        _terminal.OutWriter.WriteLine();
        foreach (string line in PaperTable.Lines(folder.Rows, options.IsQuick)) _terminal.OutWriter.WriteLine(line);
        _terminal.Fact("Results", folder.ResultFile);
    }

    private void Run(PaperRow row, long seed, CancellationToken cancellation)
    {
        Problem problem = Open(row, cancellation);
        var run = new RowRun(row, problem, options, seed);
        if (folder.Find(row, seed, options.IsQuick, run.Recipe) is { } old)
        {
            Say($"done before, {row.Task.Measure} {(old.Result is { } figure ? PaperTable.Format(row.Task, figure) : "none")}");
            return;
        }

        string data = problem.Data.Kind == DataReport.Synthetic ? ", SYNTHETIC data" : "";
        Say($"{run.Model.ParameterCount:N0} parameters, {run.Recipe}{data}");
        RowResult result = run.Run(folder.StateOf(row, seed), Say, cancellation);
        cancellation.ThrowIfCancellationRequested(); // from here on everything is written
        folder.Add(row, result);
        Show(row.Task);
        Say($"{row.Task.Measure} {(result.Result is { } reached ? PaperTable.Format(row.Task, reached) : "none")} ({result.Counted}), "
            + $"{result.Iterations} iterations, {RoughTime.Format(result.Seconds)}, SHA-256 {result.ParameterSha256}"
            + (double.IsFinite(result.WholeHours) && (row.Task.WholeTokens > 0 || result.Epochs < result.WholeEpochs)
                ? $"; the whole would take {RoughTime.Format(3600 * result.WholeHours)}" : "")
            + (result.Remark is null ? "" : $"; {result.Remark}"));

        void Say(string text) => _terminal.OutWriter.WriteLine($"{row.Name}, seed {seed}: {text}");
    }

    // The table, and the picture of a task.
    private void Show(PaperTask task)
    {
        OutputFile.Write(folder.FileOf("table.md"), PaperTable.Markdown(folder.Rows));
        RowResult[] ofTask = [.. folder.Rows.Where(other => (other.Task, other.Quick) == (task.Name, options.IsQuick))];
        if (ofTask.Length == 0) return;
        OutputFile.Write(folder.FileOf($"{task.Name}{(options.IsQuick ? "-quick" : "")}.svg"), LossPlot.Draw(task, ofTask));
    }

    // Rows of a task follow each other and share its data.
    private Problem Open(PaperRow row, CancellationToken cancellation)
    {
        if (_last is { } last && last.Open == row.Recipe.Open) return last.Problem;
        Problem problem = row.Recipe.Open(new ProblemRequest(null, session.DataFolder, cancellation));
        if (problem.SyntheticNotice is not null) _terminal.Warning($"{row.Task.Name}: the data are SYNTHETIC: no real ones were found.");
        _last = (row.Recipe.Open, problem);
        return problem;
    }
}
