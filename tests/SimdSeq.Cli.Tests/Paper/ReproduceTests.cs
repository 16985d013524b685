using System.Text.Json;

namespace SimdSeq.Cli.Tests;

/// <summary><c>reproduce tcn-paper</c> as it is called.</summary>
public sealed class ReproduceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The whole table on stand-ins, one training step a row.</summary>
    [Fact]
    public async Task AFirstLookAtAllRowsIsLabelledAndNotRepeated()
    {
        CommandRun run = await RunAsync("--quick", "--steps", "1");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("A FIRST LOOK", run.Output);
        Assert.Contains("warning: jsb-chorales: the data are SYNTHETIC", run.Error);
        JsonElement[] rows = [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(Out, "results.json"))).RootElement.EnumerateArray()];
        Assert.Equal(48, rows.Length); // slices only where they are asked for
        Assert.Equal(48,
            rows.Select(row => (row.GetProperty("task").GetString(), row.GetProperty("model").GetString())).Distinct().Count());
        Assert.All(rows, row =>
        {
            Assert.True(row.GetProperty("quick").GetBoolean());
            Assert.Equal((1, 1), (row.GetProperty("seed").GetInt32(), row.GetProperty("iterations").GetInt32()));
            Assert.Contains(row.GetProperty("data").GetString(), (string[])["synthetic", "generated"]);
            Assert.Matches("^[0-9a-f]{64}$", row.GetProperty("parameter_sha256").GetString());
            Assert.True(double.IsFinite(row.GetProperty("result").GetDouble()));
            Assert.EndsWith("--seed 1 --quick --steps 1", row.GetProperty("command").GetString());
        });

        string table = File.ReadAllText(Path.Combine(Out, "table.md"));
        Assert.Contains("no results to compare with the paper's", table);
        Assert.Contains("| sequential MNIST | accuracy, % | TCN | 66,910 |", table);
        foreach (PaperTask task in PaperCatalog.Tasks.Where(task => task.WholeTokens == 0))
        {
            string picture = File.ReadAllText(Path.Combine(Out, $"{task.Name}-quick.svg"));
            Assert.Equal(4, picture.Split("<polyline").Length - 1);
            Assert.DoesNotContain("NaN", picture);
        }

        Assert.Empty(Directory.GetFiles(Out, "*.state"));
        CommandRun again = await RunAsync("--quick", "--steps", "1", "--task", "adding", "--model", "gru");
        Assert.Equal(3, again.Output.Split("done before, loss").Length - 1);
    }

    /// <summary>
    /// A convolution and a recurrent network of each; in LAMBADA few words count, and some do in what a first look measures.
    /// </summary>
    [Theory]
    [InlineData("text8", "bits")]
    [InlineData("wikitext-103", "perplexity")]
    [InlineData("lambada", "perplexity")]
    public async Task SlicesRunWhereTheyAreAskedFor(string task, string measure)
    {
        CommandRun run = await RunAsync("--task", task, "--model", "tcn", "--model", "rnn", "--quick", "--steps", "1");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains($"warning: {task}: the data are SYNTHETIC", run.Error);
        JsonElement[] rows = [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(Out, "results.json"))).RootElement.EnumerateArray()];
        Assert.Equal(2, rows.Length);
        Assert.All(rows, row =>
        {
            Assert.Equal(measure, row.GetProperty("measure").GetString());
            Assert.True(double.IsFinite(row.GetProperty("result").GetDouble()));
        });
    }

    /// <summary>The whole's time is that of the slice by as much as the text is longer.</summary>
    [Fact]
    public void ASliceProjectsTheWhole()
    {
        PaperRow row = SmallRow.Copy with { Task = SmallRow.Copy.Task with { WholeTokens = 30 * 520 * 4 } };
        Problem problem = row.Recipe.Open(new ProblemRequest(null, _folder.Path, CancellationToken.None));
        RowResult result = new RowRun(row, problem, SmallRow.Options with { Hours = 1e-9 }, 1).Run(
            Path.Combine(_folder.Path, "slice.state"), _ => { }, CancellationToken.None);
        Assert.Equal(4 * 3 * result.Seconds / 3600, result.WholeHours, 1e-9);
    }

    [Fact]
    public async Task ThePlanTrainsNothing()
    {
        CommandRun run = await RunAsync("--plan", "--task", "copy-memory-500", "--model", "gru", "--seeds", "3");
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"(?m)^copy-memory-500 gru +10,840 +\d+\.\d ms +\d+ (s|min|h) +15 +\d", run.Output);
        Assert.Contains("All that is not done: ", run.Output);
        Assert.Empty(Directory.GetFiles(Out));
    }

    [Theory]
    [InlineData("--steps 3", "--steps: expected --quick beside it")]
    [InlineData("--seeds 3 --seed 1", "expected one of them, got both")]
    [InlineData("--task addng", "adding-200")]
    [InlineData("--model transformer", "tcn")]
    [InlineData("--hours 0", "--hours: expected a number above 0")]
    [InlineData("--quick --threads 0", "--threads: expected a whole number")]
    public async Task MistakesAreExplained(string line, string expected)
    {
        CommandRun run = await RunAsync(line.Split(' '));
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(expected, run.Error);
    }

    [Fact]
    public async Task AFolderThatCannotBeUsedIsExplained()
    {
        File.WriteAllText(Out, "");
        CommandRun file = await RunAsync("--quick", "--steps", "1");
        Assert.Equal(ExitCode.Usage, file.ExitCode);
        Assert.Contains("--output: expected a folder", file.Error);
        File.Delete(Out);
        Directory.CreateDirectory(Out);
        File.WriteAllText(Path.Combine(Out, "results.json"), "[{");
        CommandRun damaged = await RunAsync("--quick", "--steps", "1");
        Assert.Equal(ExitCode.Failure, damaged.ExitCode);
        Assert.Contains("expected the results of earlier rows", damaged.Error);
        Assert.Equal("[{", File.ReadAllText(Path.Combine(Out, "results.json")));
    }

    [Fact]
    public async Task ARowOfTheTableTrainsByItsName()
    {
        CommandRun run = await CommandRun.StartAsync("train", "copy-memory-gru", "--epochs", "1", "--steps-per-epoch", "1");
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error.Replace(CommandRun.DebugWarning, "")));
        Assert.Contains("guess the symbols: 10 ln 8 / (T + 20) = 0.0204", run.Output);
        Assert.Contains("RMSprop (rho 0.99) 0.0005 decaying as a cosine, gradients clipped at 1, cross-entropy, seed 42", run.Output);
        CommandRun rows = await CommandRun.StartAsync("train", "ptb-char-lstm", "--batch-size", "16");
        Assert.Equal(ExitCode.Usage, rows.ExitCode);
        Assert.Contains("--batch-size: expected 32", rows.Error);
        CommandRun file = await CommandRun.StartAsync("train", "adding-200-tcn", "--data", "x.csv");
        Assert.Equal(ExitCode.Usage, file.ExitCode);
        Assert.Contains("Leave --data out", file.Error);
    }

    private string Out => Path.Combine(_folder.Path, "out");

    private Task<CommandRun> RunAsync(params string[] args) => CommandRun.StartAsync(["reproduce", "tcn-paper", "--output", Out, .. args]);
}
