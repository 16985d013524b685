using System.Text.Json;

namespace SimdSeq.Cli.Tests;

/// <summary><c>sweep</c> as it is called.</summary>
public sealed class SweepTests(SmallRecord record) : IClassFixture<SmallRecord>, IDisposable
{
    private static readonly string[] Short = ["--epochs", "2", "--steps-per-epoch", "3"];
    private static readonly string[] Four = ["--set", "units=16,32", "--set", "rate=1e-3,0.03", "--seeds", "2"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EveryCombinationIsTrainedAndTheBestAloneTested()
    {
        string json = _folder.File("sweep.json");
        CommandRun run = await RunAsync([.. Four, "--json", json]);
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error.Replace(CommandRun.DebugWarning, "")));
        Assert.Contains("8 runs: 4 combinations x 2 seeds", run.Output);
        Assert.Matches(
            @"(?m)^1 of 8  units 16, rate 0.001, seed 1: validation MAE \d\.\d{4} \(\d+\.\d\d °C\) in epoch [12] of 2, ", run.Output);
        Assert.Matches(@"(?m)^8 of 8  units 32, rate 0.03, seed 2: ", run.Output);

        JsonElement report = Read(json);
        JsonElement[] rows = [.. report.GetProperty("rows").EnumerateArray()];
        Assert.Equal(4, rows.Length);
        double[] means = [.. rows.Select(row => row.GetProperty("mean_validation_mae").GetDouble())];
        Assert.Equal(means.Order(), means);
        foreach (JsonElement row in rows)
        {
            double[] figures = [.. row.GetProperty("runs").EnumerateArray().Select(one => one.GetProperty("validation_mae").GetDouble())];
            Assert.Equal(2, figures.Length);
            Assert.Equal(figures.Average(), row.GetProperty("mean_validation_mae").GetDouble(), 1e-12);
            Assert.Equal(Math.Abs(figures[0] - figures[1]) / Math.Sqrt(2), row.GetProperty("spread_validation_mae").GetDouble(), 1e-12);
        }

        Assert.Equal([true, false, false, false], rows.Select(row => row.TryGetProperty("mean_test_mae", out _)));
        JsonElement[] results = [.. Read(Results).EnumerateArray()];
        Assert.Equal(8, results.Length);
        Assert.Equal(2, results.Count(result => result.GetProperty("test").ValueKind == JsonValueKind.Number));
        Assert.Equal(
            ["results.json", "table.md"],
            Directory.GetFiles(Out).Select(Path.GetFileName).Where(name => !name!.EndsWith(".model")).Order());
        Assert.Equal(2, Directory.GetFiles(Out, "*.model").Length); // of the best settings
        string table = File.ReadAllText(Path.Combine(Out, "table.md"));
        Assert.Contains("|  | units | rate | validation MAE | °C | ± | against baseline | parameters | a run |", table);
        Assert.Contains("mean of 2 seeds", table);
        Assert.Contains("| naive |  |  | ", table);
    }

    /// <summary>A sweep finds nothing that training by hand would not.</summary>
    [Fact]
    public async Task ARunIsThatOfTrainWithTheSameSettings()
    {
        string json = _folder.File("sweep.json"), model = _folder.File("best.model");
        await RunAsync([.. Four, "--json", json, "--save", model]);
        JsonElement best = Read(json).GetProperty("rows")[0];
        JsonElement[] runs = [.. best.GetProperty("runs").EnumerateArray()];
        double[] tests = [.. runs.Select(one => one.GetProperty("test_mae").GetDouble())];
        Assert.Equal(tests.Average(), best.GetProperty("mean_test_mae").GetDouble(), 1e-12);
        string[] hashes = new string[2];
        for (int i = 0; i < runs.Length; i++)
        {
            string[] words = runs[i].GetProperty("command").GetString()!.Split(' ');
            Assert.Equal(["simdseq", "train", "jena-gru"], words[..3]);
            Assert.Equal(record.Path, words[Array.IndexOf(words, "--data") + 1]);
            JsonElement trained = await CommandRun.ReportAsync(_folder, [.. words[1..], "--threads", "1"]);
            hashes[i] = trained.GetProperty("parameter_sha256").GetString()!;
            Assert.Equal(
                (hashes[i], runs[i].GetProperty("validation_mae").GetDouble(), tests[i]),
                (runs[i].GetProperty("parameter_sha256").GetString(), trained.GetProperty("best_validation_mae").GetDouble(),
                    trained.GetProperty("test_mae").GetDouble()));
        }

        // the seed that validates best
        int chosen = runs[0].GetProperty("validation_mae").GetDouble() <= runs[1].GetProperty("validation_mae").GetDouble() ? 0 : 1;
        string units = best.GetProperty("settings").GetProperty("units").GetString()!;
        JsonElement evaluated = await CommandRun.ReportAsync(
            _folder, "evaluate", "jena-gru", "--set", $"units={units}", "--load", model, "--data", record.Path);
        Assert.Equal((hashes[chosen], tests[chosen]),
            (evaluated.GetProperty("parameter_sha256").GetString(), evaluated.GetProperty("test_mae").GetDouble()));
    }

    [Fact]
    public async Task WhatIsDoneIsNotDoneAgain()
    {
        await RunAsync(Four);
        byte[] before = File.ReadAllBytes(Results);
        CommandRun again = await RunAsync([.. Four, "--threads", "2"]); // which change no bit
        Assert.Equal(8, Count(again.Output, "; done before"));
        Assert.Equal(before, File.ReadAllBytes(Results)); // nor was anything measured
        CommandRun more = await RunAsync("--set", "units=16,32,64", "--set", "rate=0.001", "--seeds", "2");
        Assert.Equal(4, Count(more.Output, "; done before"));
        Assert.Equal(10, Read(Results).GetArrayLength());
        CommandRun other = await RunAsync("--set", "units=16", "--set", "rate=0.001", "--set", "batch=64");
        Assert.Equal(0, Count(other.Output, "; done before"));
    }

    [Fact]
    public async Task ModelsThatAreGoneAreTrainedAgainToTheSameBits()
    {
        string first = _folder.File("first"), second = _folder.File("second");
        await RunAsync([.. Four, "--save", first]);
        foreach (string model in Directory.GetFiles(Out, "*.model")) File.Delete(model);
        await RunAsync([.. Four, "--save", second]);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [Fact]
    public async Task SettingsThatDivergeAreLast()
    {
        CommandRun run = await RunAsync("--set", "rate=3e38,0.001", "--set", "optimizer=sgd");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Matches("(?m)^1 of 2  rate 3E\\+38, optimizer sgd, seed 1: diverged: ", run.Output);
        string[] lines = [.. run.Output.Split('\n').Select(line => line.Trim()).SkipWhile(line => !line.StartsWith("rate "))];
        Assert.StartsWith("1  0.001 ", lines[1]);
        Assert.Matches(@"^2 +3E\+38 +sgd +diverged", lines[2]);
        CommandRun alone = await RunAsync("--set", "rate=3e38", "--set", "optimizer=sgd");
        Assert.Equal(ExitCode.Failure, alone.ExitCode);
        Assert.Contains("expected a combination whose training does not diverge, got none", alone.Error);
    }

    [Fact]
    public async Task StoppedBetweenRunsItGoesOn()
    {
        using var cancellation = new CancellationTokenSource();
        var output = new TriggeredWriter("3 of 8", cancellation.Cancel);
        int code = await Application.RunAsync(
            Arguments(Four), CommandRun.Nowhere(new Terminal(output, new StringWriter())), cancellation.Token);
        Assert.Equal(ExitCode.Cancelled, code);
        Assert.Contains("3 of 8 runs are done; the same command goes on from there", output.ToString());
        Assert.Equal(3, Read(Results).GetArrayLength());
        CommandRun resumed = await RunAsync(Four);
        Assert.Equal(3, Count(resumed.Output, "; done before"));
        string[] stopped = Hashes();
        File.Delete(Results);
        await RunAsync(Four);
        Assert.Equal(Hashes(), stopped);
    }

    /// <summary>Within a run at most an epoch is lost.</summary>
    [Fact]
    public async Task StoppedWithinARunItGoesOnToTheSameBits()
    {
        string[] args = Arguments("--set", "units=16", "--seeds", "2");
        await CommandRun.StartAsync(args);
        string[] whole = Hashes();
        Directory.Delete(Out, recursive: true);

        using var cancellation = new CancellationTokenSource();
        int judged = 0;
        Session Counting(Session session) => session with
        {
            Recipes =
            [
                JenaGru.Recipe with
                {
                    Open = request => new CountedProblem(JenaForecast.Open(request), () =>
                    {
                        if (++judged == 3) cancellation.Cancel(); // after the first epoch of the second run
                    }) { Notes = [] },
                },
            ],
        };
        Session session = Counting(CommandRun.Nowhere(new Terminal(new StringWriter(), new StringWriter())));
        Assert.Equal(ExitCode.Cancelled, await Application.RunAsync(args, session, cancellation.Token));
        Assert.Single(Directory.GetFiles(Out, "*.backup"));
        Assert.Single(Read(Results).EnumerateArray());

        judged = 10;
        Assert.Equal(ExitCode.Success, (await CommandRun.StartAsync(Counting, args)).ExitCode);
        Assert.Equal(whole, Hashes());
        Assert.Empty(Directory.GetFiles(Out, "*.backup"));
        // The epoch before, judged anew when it is read; the one that was missing; the test samples of both models.
        Assert.Equal(14, judged);
    }

    [Fact]
    public async Task ReviewsAreSortedByAccuracyAndSyntheticOnesNamed()
    {
        string json = _folder.File("sweep.json");
        CommandRun run = await CommandRun.StartAsync(
            "sweep", "imdb-lstm", "--set", "units=16,32", "--set", "optimizer=adam", "--set", "clip=1", "--set", "batch=16",
            "--epochs", "1", "--steps-per-epoch", "2", "--output", Out, "--json", json);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("SYNTHETIC", run.Output[..run.Output.IndexOf("1 of 2", StringComparison.Ordinal)]);
        Assert.Contains("these are results on SYNTHETIC data", run.Output);
        double[] means =
            [.. Read(json).GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("mean_validation_accuracy").GetDouble())];
        Assert.Equal(means.OrderDescending(), means);
        Assert.Contains("results on SYNTHETIC data", File.ReadAllText(Path.Combine(Out, "table.md")));
    }

    [Theory]
    [InlineData("jena-gru --set units=48", "--set units: expected one of 16, 32, 64")]
    [InlineData("jena-gru --set unit=16", "Did you mean 'units'?")]
    [InlineData("jena-gru --set units", "--set: expected a name and its values, such as rate=0.001; got 'units'.")]
    [InlineData("jena-gru --set units=16,", "got 'units=16,'")]
    [InlineData("jena-gru --set epochs=2 --epochs 3", "--epochs and --set epochs: expected one of them, got both.")]
    [InlineData("jena-gru --seeds 0", "--seeds: expected a whole number from 1 to 1000; got '0'.")]
    [InlineData("jena-gro", "Did you mean 'jena-gru'?")]
    [InlineData("jena-naive", "jena-naive, which has none: there is nothing to vary")]
    [InlineData("jena-gru --data nowhere.csv", "got 'nowhere.csv', which does not exist")]
    public async Task MistakesAreExplained(string line, string expected)
    {
        CommandRun run = await CommandRun.StartAsync(["sweep", .. line.Split(' '), "--output", Out]);
        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Error);
        Assert.False(Directory.Exists(Out));
    }

    [Theory]
    [InlineData("train jena-gru --set units=16,32", "--set: expected one value of units, got '16,32'. 'sweep' tries several.")]
    [InlineData("train jena-gru --set rate=1 --learning-rate 1", "--learning-rate and --set rate: expected one of them, got both.")]
    [InlineData("train jena-gru --set size=1", "expected one of the settings units, layers, rate")]
    [InlineData("evaluate jena-gru --load x --set units=17", "--set units: expected one of 16, 32, 64")]
    public async Task OtherCommandsTakeOneValue(string line, string expected)
    {
        CommandRun run = await CommandRun.StartAsync(line.Split(' '));
        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Error);
    }

    [Fact]
    public async Task DamagedResultsAreNotWrittenOver()
    {
        Directory.CreateDirectory(Out);
        File.WriteAllText(Results, "[{");
        CommandRun run = await RunAsync("--set", "units=16");
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("expected the results of earlier runs", run.Error);
        Assert.Equal("[{", File.ReadAllText(Results));
    }

    private string Out => _folder.File("out");

    private string Results => Path.Combine(Out, "results.json");

    private static JsonElement Read(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private string[] Hashes() =>
        [.. Read(Results).EnumerateArray().Select(result => result.GetProperty("parameter_sha256").GetString()!)];

    private string[] Arguments(params string[] more) =>
        ["sweep", "jena-gru", "--data", record.Path, .. Short, .. more.Contains("--threads") ? [] : (string[])["--threads", "1"],
            "--output", Out, .. more];

    private Task<CommandRun> RunAsync(params string[] more) => CommandRun.StartAsync(Arguments(more));

    private sealed record CountedProblem(ForecastProblem All, Action Judged) : Problem(All.Data, All.Training, All.Validation, All.Test)
    {
        public override Loss Loss => All.Loss;

        public override string LossName => All.LossName;

        public override string SamplesName => All.SamplesName;

        public override string Measure => All.Measure;

        public override IReadOnlyList<string> Headings => All.Headings;

        public override string BaselineName => All.BaselineName;

        public override Score BaselineValidation => All.BaselineValidation;

        public override Score BaselineTest => All.BaselineTest;

        public override Score Judge(Evaluation evaluation)
        {
            Judged();
            return All.Judge(evaluation);
        }
    }
}
