using System.Text.Json;
using System.Text.RegularExpressions;
using SimdSeq.Tests;

namespace SimdSeq.Cli.Tests;

public sealed class TrainTests(SmallRecord record) : IClassFixture<SmallRecord>
{
    public static TheoryData<string> Recipes =>
        [.. RecipeCatalog.Recipes.Names().Where(name => name.StartsWith("jena-", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Recipes))]
    public async Task EveryRecipeTrainsAndReports(string recipe)
    {
        using var folder = new TemporaryFolder();
        JsonElement report = await CommandRun.ReportAsync(
            folder, "train", recipe, "--data", record.Path, "--epochs", "2", "--steps-per-epoch", "3",
            "--batch-size", "32", "--threads", "1", "--seed", "7");

        Assert.Equal(
            [
                "recipe", "data", "parameters", "epochs", "best_validation_mae", "best_validation_celsius", "best_epoch",
                "baseline_validation_mae", "baseline_validation_celsius", "baseline_test_mae", "baseline_test_celsius",
                "test_mae", "test_celsius", "parameter_sha256", "threads", "simd", "bytes_allocated_per_step",
                "seed", "steps_per_epoch", "batch_size", "learning_rate", "version", "runtime",
            ],
            report.EnumerateObject().Select(property => property.Name));
        Assert.Equal(
            ["file", "kind", "rows", "period", "sha"], report.GetProperty("data").EnumerateObject().Select(property => property.Name));
        Assert.Equal(recipe, report.GetProperty("recipe").GetString());
        Assert.Equal("real", report.GetProperty("data").GetProperty("kind").GetString());
        Assert.Equal(2400, report.GetProperty("data").GetProperty("rows").GetInt32());
        Assert.Equal("1h", report.GetProperty("data").GetProperty("period").GetString());
        Assert.Matches("^[0-9a-f]{64}$", report.GetProperty("parameter_sha256").GetString());
        Assert.Contains(report.GetProperty("simd").GetInt32(), (int[])[128, 256, 512]);
        Assert.Equal((1, 7, 3, 32), (Number("threads"), Number("seed"), Number("steps_per_epoch"), Number("batch_size")));
        Assert.InRange(report.GetProperty("test_mae").GetDouble(), 0.01, 100); // after six steps it may be anything but nonsense

        JsonElement[] epochs = [.. report.GetProperty("epochs").EnumerateArray()];
        if (Number("parameters") == 0)
        {
            Assert.Empty(epochs);
            Assert.Equal(report.GetProperty("baseline_test_mae").GetDouble(), report.GetProperty("test_mae").GetDouble());
            return;
        }

        Assert.Equal([1, 2], epochs.Select(epoch => epoch.GetProperty("epoch").GetInt32()));
        Assert.All(epochs, epoch => Assert.Equal(
            ["epoch", "train_loss", "validation_mae", "validation_celsius", "seconds"],
            epoch.EnumerateObject().Select(property => property.Name)));
        JsonElement best = epochs.MinBy(epoch => epoch.GetProperty("validation_mae").GetDouble());
        Assert.Equal(best.GetProperty("epoch").GetInt32(), Number("best_epoch"));
        Assert.Equal(best.GetProperty("validation_mae").GetDouble(), report.GetProperty("best_validation_mae").GetDouble());

        int Number(string name) => report.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task SaysWhatItDoesLineByLine()
    {
        using var folder = new TemporaryFolder();
        string save = folder.File("model.bin");
        CommandRun run = await CommandRun.StartAsync(
            "train", "jena-dense", "--data", record.Path, "--epochs", "2", "--steps-per-epoch", "3", "--threads", "1", "--save", save);

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.DoesNotContain("\u001b", run.Output);
        Assert.DoesNotContain("SYNTHETIC", run.Output);
        Assert.Contains("14 read (p (mbar), T (degC)", run.Output);
        foreach (string line in (string[])[$"Record       {record.Path}", "Gaps         none", "Duplicates   none", "Missing      none"])
            Assert.Contains(line + Environment.NewLine, run.Output);
        Assert.Contains("2 epochs x 3 steps x 128 windows, RMSprop 0.001, MAE, seed 42", run.Output);
        Assert.Matches(@"(?m)^      1  +\d\.\d{4}  +\d\.\d{4}  +\d+\.\d\d  +\d+\.\d% (better|worse)  +\d+\.\d\d\r?$", run.Output);
        Assert.Matches(@"(?m)^Saved +\S+model\.bin \(the parameters of epoch [12]\)", run.Output);
        Assert.Equal(["model.bin"], folder.Files);
    }

    [Fact]
    public async Task ResultsAreShownAndSavedElsewhereIfTheyCannotBeWritten()
    {
        using var folder = new TemporaryFolder();
        string gone = Directory.CreateDirectory(folder.File("gone")).FullName, save = Path.Combine(gone, "model.bin");
        string json = folder.File("report.json");
        var output = new TriggeredWriter("naive  ", () =>
        {
            if (Directory.Exists(gone)) Directory.Delete(gone);
        });
        var error = new StringWriter();
        string[] args =
        [
            "train", "jena-dense", "--data", record.Path, "--epochs", "1", "--steps-per-epoch", "3", "--save", save, "--json", json,
        ];
        int code = await Application.RunAsync(args, CommandRun.Nowhere(new Terminal(output, error)));
        Assert.Equal(ExitCode.Failure, code);
        Assert.Matches(@"(?m)^Test +MAE \d", output.ToString());
        Assert.DoesNotContain("Saved", output.ToString());
        Assert.Contains($"expected to write '{save}'", error.ToString());
        string sha = JsonDocument.Parse(File.ReadAllText(json)).RootElement.GetProperty("parameter_sha256").GetString()!;
        string saved = Regex.Match(error.ToString(), "is in '([^']+)'").Groups[1].Value;
        Assert.StartsWith(Path.GetTempPath(), saved);
        var model = new JenaDense(0);
        model.Load(saved);
        Assert.Equal(sha, model.ParameterSha256());
        File.Delete(saved);
    }

    [LinuxRootFact(mounts: true)]
    public async Task AModelIsSavedOverAMountedFileAndTheUserToldBefore()
    {
        using var folder = new TemporaryFolder();
        string shown = folder.Write("shown", "old"), save = folder.Write("model.bin", "");
        using (Mount.Bind(shown, save))
        {
            CommandRun run = await CommandRun.StartAsync(
                "train", "jena-dense", "--data", record.Path, "--epochs", "1", "--steps-per-epoch", "3", "--quiet", "--save", save);
            Assert.Equal(ExitCode.Success, run.ExitCode);
            Assert.Contains($"warning: '{save}' will be written over", run.Error);
        }

        new JenaDense(0).Load(shown);
    }

    [Fact]
    public async Task QuietPrintsOneLine()
    {
        CommandRun run = await CommandRun.StartAsync("train", "jena-naive", "--data", record.Path, "--quiet");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Single(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task WithoutDataItSaysSynthetic()
    {
        using var folder = new TemporaryFolder();
        string json = folder.File("report.json");
        CommandRun run = await CommandRun.StartAsync(
            session => session with { DataFolder = folder.Path }, "train", "jena-naive", "--json", json);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("SYNTHETIC", run.Output[..run.Output.IndexOf("Baseline", StringComparison.Ordinal)]);
        Assert.Contains("simdseq data get jena", run.Output);
        Assert.Contains("\"kind\": \"synthetic\"", File.ReadAllText(json));

        CommandRun quiet = await CommandRun.StartAsync("train", "jena-naive", "--quiet");
        Assert.Contains("SYNTHETIC", quiet.Error);
        Assert.Contains("synthetic data", quiet.Output);
    }

    [Fact]
    public async Task FindsTheRecordInTheDataFolder()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("jena"));
        string path = folder.Write(Path.Combine("jena", "jena_hourly_2009_2016.csv"), SmallRecord.Text());
        CommandRun run = await CommandRun.StartAsync(session => session with { DataFolder = folder.Path }, "train", "jena-naive");
        Assert.Contains(path, run.Output);
        Assert.DoesNotContain("SYNTHETIC", run.Output);
    }
}
