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

    [Theory]
    [InlineData("0.001", false)]
    [InlineData("2", true)] // too large: errors go up and down, and the best epoch is not the last
    public async Task EvaluateFindsTheBestEpochThatTrainSaved(string learningRate, bool bestIsEarlier)
    {
        using var folder = new TemporaryFolder();
        string save = folder.File("gru.bin");
        JsonElement trained = await CommandRun.ReportAsync(folder, Arguments(seed: 3, threads: 2, epochs: 4, "--save", save, "--learning-rate", learningRate));
        Assert.Equal(bestIsEarlier, trained.GetProperty("best_epoch").GetInt32() < 4);
        JsonElement evaluated = await CommandRun.ReportAsync(folder, "evaluate", "jena-gru", "--load", save, "--data", record.Path, "--threads", "1");

        foreach (string name in (string[])["parameter_sha256", "test_mae", "test_celsius", "baseline_test_mae", "baseline_validation_celsius", "parameters"])
            Assert.Equal(trained.GetProperty(name).GetRawText(), evaluated.GetProperty(name).GetRawText());
        Assert.Equal(trained.GetProperty("best_validation_mae").GetDouble(), evaluated.GetProperty("validation_mae").GetDouble());
        Assert.Equal(trained.GetProperty("best_validation_celsius").GetDouble(), evaluated.GetProperty("validation_celsius").GetDouble());
    }

    private async Task<string> Sha(TemporaryFolder folder, int seed, int threads) =>
        (await CommandRun.ReportAsync(folder, Arguments(seed, threads, epochs: 1))).GetProperty("parameter_sha256").GetString()!;

    private string[] Arguments(int seed, int threads, int epochs, params string[] more) =>
    [
        "train", "jena-gru", "--data", record.Path, "--epochs", $"{epochs}", "--steps-per-epoch", "4", "--batch-size", "48",
        "--seed", $"{seed}", "--threads", $"{threads}", .. more,
    ];
}
