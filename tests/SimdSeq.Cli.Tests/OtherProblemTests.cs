using System.Text.Json;
using SimdSeq.Data;

namespace SimdSeq.Cli.Tests;

/// <summary>Commands, tables and reports on a problem that is no forecast: its scores are larger when they are better.</summary>
public sealed class OtherProblemTests
{
    private static readonly Recipe Recipe = new(
        "signs", "The sign of a sum", _ => new SignProblem { Notes = [] }, seed => new JenaDense(seed))
    {
        Epochs = 6,
        StepsPerEpoch = null,
        BatchSize = 48,
    };

    [Fact]
    public async Task FieldsAndColumnsAreTheProblems()
    {
        using var folder = new TemporaryFolder();
        string json = folder.File("report.json");
        CommandRun run = await RunAsync("train", "signs", "--threads", "1", "--json", json);
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error.Replace(CommandRun.DebugWarning, "")));
        JsonElement report = JsonDocument.Parse(File.ReadAllText(json)).RootElement;
        Assert.Equal(
            [
                "recipe", "data", "parameters", "epochs", "best_validation_accuracy", "best_epoch", "baseline_validation_accuracy",
                "baseline_test_accuracy", "test_accuracy", "parameter_sha256", "threads", "simd", "bytes_allocated_per_step", "seed",
                "steps_per_epoch", "batch_size", "learning_rate", "version", "runtime",
            ],
            report.EnumerateObject().Select(property => property.Name));
        Assert.Equal(3, report.GetProperty("steps_per_epoch").GetInt32()); // 48, 48 and 34 of 130 samples
        JsonElement[] epochs = [.. report.GetProperty("epochs").EnumerateArray()];
        Assert.All(epochs, epoch => Assert.Equal(
            ["epoch", "train_loss", "validation_accuracy", "seconds"], epoch.EnumerateObject().Select(property => property.Name)));

        JsonElement best = epochs.MaxBy(epoch => epoch.GetProperty("validation_accuracy").GetDouble());
        Assert.Equal(best.GetProperty("epoch").GetInt32(), report.GetProperty("best_epoch").GetInt32());
        Assert.Equal(best.GetProperty("validation_accuracy").GetDouble(), report.GetProperty("best_validation_accuracy").GetDouble());
        Assert.NotEqual(1, report.GetProperty("best_epoch").GetInt32()); // it learns, so that the smallest is not the best
        Assert.Contains("  epoch  train loss  validation accuracy  against baseline  seconds", run.Output);
        Assert.Matches(@"(?m)^ +always  +50\.00%\r?$", run.Output);
        Assert.Matches(@"(?m)^ +1  +\d\.\d{4}  +\d+\.\d\d%  +\d+\.\d points (better|worse)  +\d+\.\d\d\r?$", run.Output);
        Assert.Contains("6 epochs x 3 steps x 48 sums, RMSprop 0.001, MSE, seed 42", run.Output);
        Assert.Matches(@"(?m)^Validation +accuracy \d+\.\d\d% in epoch \d, the best of 6; baseline 50\.00%: ", run.Output);
    }

    [Fact]
    public async Task EvaluateHasThemToo()
    {
        using var folder = new TemporaryFolder();
        string json = folder.File("report.json"), save = folder.File("model.bin");
        Assert.Equal(ExitCode.Success, (await RunAsync("train", "signs", "--save", save, "--quiet", "--json", json)).ExitCode);
        JsonElement trained = JsonDocument.Parse(File.ReadAllText(json)).RootElement;
        CommandRun run = await RunAsync("evaluate", "signs", "--load", save, "--json", json);
        JsonElement evaluated = JsonDocument.Parse(File.ReadAllText(json)).RootElement;
        Assert.Equal(
            trained.GetProperty("best_validation_accuracy").GetDouble(), evaluated.GetProperty("validation_accuracy").GetDouble());
        Assert.Equal(trained.GetProperty("test_accuracy").GetDouble(), evaluated.GetProperty("test_accuracy").GetDouble());
        Assert.Matches(@"(?m)^Test +accuracy \d+\.\d\d%; baseline 50\.00%: \d+\.\d points better", run.Output);
    }

    [Fact]
    public async Task RecipesOfASessionAreListed()
    {
        CommandRun run = await RunAsync("recipes");
        Assert.Matches(@"(?m)^signs +The sign of a sum\r?$", run.Output);
    }

    private static Task<CommandRun> RunAsync(params string[] args) =>
        CommandRun.StartAsync(session => session with { Recipes = [.. RecipeCatalog.Recipes, Recipe] }, args);

    private sealed record SignProblem() : Problem(
        new DataReport(null, DataReport.Synthetic, 150, null, null), Samples(130, seed: 1), Samples(20, seed: 2), Samples(20, seed: 3))
    {
        public override Loss Loss => Loss.MeanSquaredError;

        public override string LossName => "MSE";

        public override string SamplesName => "sums";

        public override string Measure => "accuracy";

        public override IReadOnlyList<string> Headings => ["accuracy"];

        public override string BaselineName => "always";

        public override Score BaselineValidation => new Accuracy(0.5);

        public override Score BaselineTest => new Accuracy(0.5);

        // Not how often it is right, but it grows as answers get better, and that is what matters here.
        public override Score Judge(Evaluation evaluation) => new Accuracy(1 / (1 + evaluation.MeanAbsoluteError));

        private static ArrayDataset<float> Samples(int count, int seed)
        {
            var random = new Random(seed);
            float[] targets = [.. Enumerable.Range(0, count).Select(_ => random.Next(2) == 0 ? -1f : 1f)];
            float[] inputs =
                [.. targets.SelectMany(sign => Enumerable.Range(0, 120 * 14).Select(_ => sign * 0.05f + random.NextSingle() - 0.5f))];
            return new ArrayDataset<float>(inputs, targets, steps: 120, features: 14);
        }
    }
}
