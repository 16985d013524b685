using System.Security.Cryptography;
using SimdSeq.Data;
using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary>The temperature forecast on the Jena record: from the file the user named, the one in the data folder, or a synthetic
/// climate.</summary>
internal static class JenaForecast
{
    // As many hourly rows as the real record has, so the split is the same.
    private const int SyntheticRows = 70_038;

    /// <summary>Reads or generates a record and prepares the task.</summary>
    /// <exception cref="UsageException">The named file is not there.</exception>
    /// <exception cref="SeriesFormatException">It is no climate record.</exception>
    public static ForecastProblem Open(ProblemRequest request)
    {
        ClimateRecord record = Read(request);
        JenaTask task = JenaTask.Create(record.Series);
        string windows = $"{task.Training.Count:N0} training, {task.Validation.Count:N0} validation, {task.Test.Count:N0} test; "
            + $"{task.Training.Steps} steps x {task.Training.Features} features, target 24 hours ahead as the book counts "
            + "them, 25 after the newest input";
        var problem = new ForecastProblem(record.Data, task) { Notes = [], SyntheticNotice = record.SyntheticNotice };
        string baseline = $"repeat the last value: MAE {problem.BaselineValidation} validation, {problem.BaselineTest} test";
        return problem with { Notes = [.. record.Notes, ("Windows", windows), ("Baseline", baseline)] };
    }

    /// <summary>Reads or generates a record.</summary>
    /// <inheritdoc cref="Open" path="/exception"/>
    public static ClimateRecord Read(ProblemRequest request)
    {
        FileOption.CheckReadable("--data", request.File);
        string? path = request.File ?? DataFolder.Find("jena", request.Folder);
        return path is null ? Synthetic(request.Folder) : Real(path);
    }

    private static ClimateRecord Real(string path)
    {
        JenaRecord record = JenaClimate.Load(path);
        TimeSpan step = JenaClimate.Windows.Every!.Value, period = record.Series.Period;
        if (step.Ticks % period.Ticks != 0)
        {
            throw new SeriesFormatException(path, 0, null,
                $"expected a row every {Duration.Format(step)} or an even part of it, got one every {Duration.Format(period)}. Resample "
                + "the record.");
        }

        using FileStream file = File.OpenRead(path);
        string sha = Convert.ToHexStringLower(SHA256.HashData(file));
        var data = new DataReport(path, DataReport.Real, record.Series.Rows, Duration.Format(record.Series.Period), sha);
        return new(record.Series, record.Report.Last, data, RecordNotes.Of(record))
        {
            Absent = [.. record.ColumnsFrom(ColumnSource.Zeroed)],
        };
    }

    private static ClimateRecord Synthetic(string folder)
    {
        TimeSeries series = SyntheticClimate.Generate(SyntheticRows);
        var data = new DataReport(null, DataReport.Synthetic, series.Rows, Duration.Format(series.Period), null);
        return new(series, series.TimeOf(series.Rows - 1), data, RecordNotes.OfSynthetic(series))
        {
            SyntheticNotice =
                $"There is no Jena record in '{Path.Combine(folder, "jena")}', so this run uses a SYNTHETIC climate: "
                + $"{series.Rows:N0} generated hourly rows, no measurement of any place. Its results say nothing about the real record.\n"
                + $"Get the real one: {CommandTree.ProgramName} data get jena\n"
                + $"Or name a file:   --data FILE, or set {DataFolder.Variable} to the folder that has it",
        };
    }
}
