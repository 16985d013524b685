using System.Security.Cryptography;
using System.Text.Json;
using SimdSeq.Data;

namespace SimdSeq.Cli.Tests;

public sealed class InspectTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AFileSaysWhatItIs()
    {
        string path = Save(out SequenceModel<float> model), json = _folder.File("report.json");
        CommandRun run = await CommandRun.StartAsync("inspect", path, "--json", json);
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error.Replace(CommandRun.DebugWarning, "")));
        string sha = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        foreach (string expected in (string[])
            [sha, model.ParameterSha256(), "gru: Gru(32)", "dense: Dense(1)", "gru/kernel [14, 96] = 1,344", "float (4 bytes)",
            "format version 3", "c1: Standard, mean", "5d back", "one value, 1d1h ahead of the newest step"])
        {
            Assert.Contains(expected, run.Output.ReplaceLineEndings(" ").Replace("              ", " "));
        }

        using var document = JsonDocument.Parse(File.ReadAllText(json));
        JsonElement report = document.RootElement;
        Assert.Equal(sha, report.GetProperty("sha256").GetString());
        Assert.Equal(model.ParameterCount, report.GetProperty("parameters").GetInt32());
        Assert.Equal("1d1h", report.GetProperty("preparation").GetProperty("ahead").GetString());
        Assert.Equal(14, report.GetProperty("preparation").GetProperty("inputs").GetArrayLength());
        Assert.Equal("c1", report.GetProperty("preparation").GetProperty("targets")[0].GetProperty("column").GetString());
    }

    [Fact]
    public async Task SeveralSeriesAreNamedAndHaveTheirNumbersInTheReport()
    {
        string path = Save(out SequenceModel<float> model), json = _folder.File("report.json");
        Preparation one = model.Preparation!;
        TimeSeries Scaled(float factor) => new(
            [.. Enumerable.Range(0, 14 * 400).Select(i => factor * (i % 97))], [.. one.Inputs.Select(column => column.Column)],
            new DateTime(2024, 1, 1), one.Period);
        model.Preparation = Preparation.Fit([new SeriesPart("north", Scaled(1)), new SeriesPart("south", Scaled(8))], one.Window!);
        model.Save(path);
        CommandRun run = await CommandRun.StartAsync("inspect", path, "--json", json);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("2, each scaled by its own numbers (--json shows them): north, south", run.Output);
        Assert.Contains("c1: Standard, of each series by itself", run.Output);
        using var document = JsonDocument.Parse(File.ReadAllText(json));
        JsonElement preparation = document.RootElement.GetProperty("preparation");
        Assert.Equal(JsonValueKind.Null, preparation.GetProperty("inputs")[0].GetProperty("scale").ValueKind);
        JsonElement series = preparation.GetProperty("series");
        double Scale(string name) => series.GetProperty(name).GetProperty("inputs")[0].GetProperty("scale").GetDouble();
        Assert.Equal(8 * Scale("north"), Scale("south"));
    }

    [Fact]
    public async Task WithoutAPreparationItSaysSo()
    {
        string path = Save(out SequenceModel<float> model);
        model.Preparation = null;
        model.Save(path);
        CommandRun run = await CommandRun.StartAsync("inspect", path);
        Assert.Contains("format version 2", run.Output);
        Assert.Contains("none: the model takes values", run.Output);
    }

    [Fact]
    public async Task WhatIsNoModelOrDamagedIsRefused()
    {
        string path = Save(out _);
        byte[] file = File.ReadAllBytes(path);
        file[^100] ^= 1;
        File.WriteAllBytes(path, file);
        CommandRun damaged = await CommandRun.StartAsync("inspect", path);
        Assert.Equal(ExitCode.Failure, damaged.ExitCode);
        Assert.Contains("damaged or incomplete", damaged.Error);
        CommandRun absent = await CommandRun.StartAsync("inspect", _folder.File("none.model"));
        Assert.Equal(ExitCode.Usage, absent.ExitCode);
        Assert.Contains("none.model", absent.Error);
        Assert.Equal(ExitCode.Usage, (await CommandRun.StartAsync("inspect")).ExitCode);
    }

    private string Save(out SequenceModel<float> model)
    {
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 14 * 200).Select(_ => random.NextSingle())];
        var series = new TimeSeries(values, [.. Enumerable.Range(0, 14).Select(i => $"c{i}")], new(2024, 1, 1), TimeSpan.FromHours(1));
        var window = WindowOptions.Book(TimeSpan.FromDays(5), TimeSpan.FromHours(1), TimeSpan.FromHours(24), "c1");
        model = RecipeCatalog.Recipes.Single(recipe => recipe.Name == "jena-gru").CreateModel!(1);
        model.Preparation = Preparation.Fit(series, new RowRange(0, 150), window);
        string path = _folder.File("a.model");
        model.Save(path);
        return path;
    }
}
