using System.Text.Json;

namespace SimdSeq.Cli.Tests;

public sealed class DeterminismTests(SmallRecord record) : IClassFixture<SmallRecord>
{
    [Fact]
    public async Task SeedDecidesTheParametersAndThreadsDoNot()
    {
        using var folder = new TemporaryFolder();
        string once = await Sha(folder, seed: 5, threads: 1);
        Assert.Equal(once, await Sha(folder, seed: 5, threads: 1));
        Assert.Equal(once, await Sha(folder, seed: 5, threads: 2));
        Assert.NotEqual(once, await Sha(folder, seed: 6, threads: 1));
    }

    [Fact]
    public async Task EvaluateFindsTheBestEpochThatTrainSaved()
    {
        using var folder = new TemporaryFolder();
        string save = folder.File("gru.bin");
        // Single steps that are too long: errors go up and down, and the best epoch is not the last.
        JsonElement trained = await CommandRun.ReportAsync(
            folder, Arguments(seed: 3, threads: 2, epochs: 11, steps: 1, "--learning-rate", "0.1", "--save", save));
        Assert.InRange(trained.GetProperty("best_epoch").GetInt32(), 1, 10);
        JsonElement evaluated = await CommandRun.ReportAsync(
            folder, "evaluate", "jena-gru", "--load", save, "--data", record.Path, "--threads", "1");

        string[] same = ["parameters", "parameter_sha256", "test_mae", "test_celsius", "baseline_test_mae", "baseline_validation_celsius"];
        foreach (string name in same)
            Assert.Equal(trained.GetProperty(name).GetRawText(), evaluated.GetProperty(name).GetRawText());
        Assert.Equal(trained.GetProperty("best_validation_mae").GetDouble(), evaluated.GetProperty("validation_mae").GetDouble());
        Assert.Equal(trained.GetProperty("best_validation_celsius").GetDouble(), evaluated.GetProperty("validation_celsius").GetDouble());
    }

    [Fact]
    public async Task EvaluateWarnsOfAnotherRecipesParameters()
    {
        using var folder = new TemporaryFolder();
        string save = folder.File("gru.bin");
        await CommandRun.ReportAsync(folder, Arguments(seed: 1, threads: 1, epochs: 1, steps: 1, "--save", save));
        CommandRun run = await CommandRun.StartAsync("evaluate", "jena-dropout-gru", "--load", save, "--data", record.Path);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("got those of JenaGru in", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EvaluateRefusesParametersOfOtherLayers()
    {
        using var folder = new TemporaryFolder();
        string save = folder.File("gru.bin");
        await CommandRun.ReportAsync(folder, Arguments(seed: 1, threads: 1, epochs: 1, steps: 1, "--save", save));
        CommandRun run = await CommandRun.StartAsync("evaluate", "jena-reversed-gru", "--load", save, "--data", record.Path);
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains(
            "expected the layers of JenaReversedGru: reverse: Reverse; got those of JenaGru: no reverse.",
            run.Error, StringComparison.Ordinal);
    }

    private async Task<string> Sha(TemporaryFolder folder, int seed, int threads) =>
        (await CommandRun.ReportAsync(folder, Arguments(seed, threads, epochs: 1, steps: 4))).GetProperty("parameter_sha256").GetString()!;

    private string[] Arguments(int seed, int threads, int epochs, int steps, params string[] more) =>
    [
        "train", "jena-gru", "--data", record.Path, "--epochs", $"{epochs}", "--steps-per-epoch", $"{steps}", "--batch-size", "48",
        "--seed", $"{seed}", "--threads", $"{threads}", .. more,
    ];
}
