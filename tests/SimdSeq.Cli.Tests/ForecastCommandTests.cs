using System.Globalization;
using System.Text.Json;
using SimdSeq.Data;
using SimdSeq.Datasets;

namespace SimdSeq.Cli.Tests;

/// <summary><c>forecast</c> as it is called.</summary>
public sealed class ForecastCommandTests(SmallRecord record) : IClassFixture<SmallRecord>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Saved => _folder.File("gru.bin");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhatComesAfterTheLastRowIsForecastInDegrees()
    {
        await TrainAsync();
        JsonElement report = await CommandRun.ReportAsync(_folder, "forecast", "jena-gru", "--load", Saved, "--data", record.Path);
        float answer = report.GetProperty("forecast").GetProperty(JenaClimate.Temperature).GetSingle();
        TimeSeries series = JenaClimate.Load(record.Path).Series;
        DateTime time = series.TimeOf(series.Rows - 1) + TimeSpan.FromHours(25); // the book's 24 hours count from the next row
        Assert.Equal(time.ToString("s", CultureInfo.InvariantCulture), report.GetProperty("time").GetString());
        Assert.Equal(0, report.GetProperty("absent_columns").GetArrayLength());

        // The prepared window's answer, turned back by hand.
        var model = new JenaGru(0);
        model.Load(Saved);
        JenaTask task = JenaTask.Create(series);
        double inUnits = task.Preparation.Targets[0].Invert(model.Predict(task.Preparation.Latest(series))[0]);
        Assert.Equal((float)inUnits, answer);

        CommandRun run = await CommandRun.StartAsync("forecast", "jena-gru", "--load", Saved, "--data", record.Path);
        string value = answer.ToString("F2", CultureInfo.InvariantCulture);
        Assert.Contains($"Forecast     {JenaClimate.Temperature} {value} at {time:yyyy-MM-dd HH:mm}, 1d1h after the last row", run.Output);
    }

    [Fact]
    public async Task TenDaysAreEnoughAndFourAreNot()
    {
        await TrainAsync();
        CommandRun run = await ForecastAsync("few.csv", SmallRecord.Text(240));
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("1d1h after the last row", run.Output);

        CommandRun tooFew = await ForecastAsync("too-few.csv", SmallRecord.Text(100));
        Assert.Equal(ExitCode.Failure, tooFew.ExitCode);
        Assert.Contains("Expected at least 120 rows for 1 window, got 100. Read more rows.", tooFew.Error);
    }

    [Fact]
    public async Task AGapMovesNoTime()
    {
        await TrainAsync();
        string[] lines = SmallRecord.Text(400).Split('\n');
        CommandRun whole = await ForecastAsync("whole.csv", string.Join('\n', lines));
        CommandRun gap = await ForecastAsync("gap.csv", string.Join('\n', lines[..50].Concat(lines[70..])));
        string Forecast(CommandRun run) =>
            run.Output.Split(Environment.NewLine).Single(line => line.StartsWith("Forecast", StringComparison.Ordinal));
        Assert.Equal(Forecast(whole), Forecast(gap));
    }

    [Fact]
    public async Task AColumnThatTheRecordLacksAndTheModelKnowsIsSaid()
    {
        await TrainAsync();
        CommandRun whole = await ForecastAsync("whole.csv", SmallRecord.Text(240));
        Assert.DoesNotContain("which the record lacks", whole.Error);
        string[][] rows = [.. SmallRecord.Text(240).Split('\n').Select(line => line.Split(','))];
        string[] calm = [.. rows.Select(row => string.Join(',', row.Where((_, i) => i is not (12 or 13 or 14))))];
        CommandRun run = await ForecastAsync("calm.csv", string.Join('\n', calm));
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("was trained with wv (m/s), max. wv (m/s), wd (deg), which the record lacks", run.Error);
        string json = _folder.File("calm.json");
        await CommandRun.StartAsync("forecast", "jena-gru", "--load", Saved, "--data", _folder.File("calm.csv"), "--json", json);
        Assert.Equal(
            ["wv (m/s)", "max. wv (m/s)", "wd (deg)"],
            JsonDocument.Parse(File.ReadAllText(json)).RootElement.GetProperty("absent_columns").EnumerateArray()
                .Select(column => column.GetString()));
    }

    [Fact]
    public async Task WhatCannotForecastIsRefused()
    {
        CommandRun other = await CommandRun.StartAsync("forecast", "imdb-lstm", "--load", Saved);
        Assert.Equal(ExitCode.Usage, other.ExitCode);
        Assert.Contains("expected a recipe that forecasts, one of jena-dense, jena-gru,", other.Error);
        Assert.Equal(ExitCode.Usage, (await CommandRun.StartAsync("forecast", "jena-naive", "--load", Saved)).ExitCode);

        new JenaGru(1).Save(Saved);
        CommandRun unprepared = await CommandRun.StartAsync("forecast", "jena-gru", "--load", Saved, "--data", record.Path);
        Assert.Equal(ExitCode.Failure, unprepared.ExitCode);
        Assert.Contains("expected a model with its preparation", unprepared.Error);
    }

    private Task<CommandRun> ForecastAsync(string name, string text) =>
        CommandRun.StartAsync("forecast", "jena-gru", "--load", Saved, "--data", _folder.Write(name, text));

    private Task<JsonElement> TrainAsync() => CommandRun.ReportAsync(
        _folder, "train", "jena-gru", "--data", record.Path, "--epochs", "1", "--steps-per-epoch", "3", "--save", Saved);
}
