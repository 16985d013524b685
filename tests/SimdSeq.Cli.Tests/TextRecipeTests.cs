using System.Text.Json;

namespace SimdSeq.Cli.Tests;

/// <summary>The recipes on texts, on stand-ins and for a few steps.</summary>
public sealed class TextRecipeTests
{
    public static TheoryData<string> Recipes => [.. RecipeCatalog.Recipes
        .Where(recipe => recipe.Vocabulary is not null && !PaperCatalog.Rows.Any(row => row.Recipe == recipe))
            .Select(recipe => recipe.Name)];

    /// <summary>Training, measuring and going on with a text, as far as the parameters are saved and loaded.</summary>
    [Theory]
    [MemberData(nameof(Recipes))]
    public async Task EveryRecipeTrainsAndGoesOn(string recipe)
    {
        using var folder = new TemporaryFolder();
        string json = folder.File("report.json"), saved = folder.File("model.bin");
        CommandRun run = await CommandRun.StartAsync(
            "train", recipe, "--epochs", "1", "--steps-per-epoch", "1", "--threads", "2", "--json", json, "--save", saved);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("SYNTHETIC", run.Output[..run.Output.IndexOf("Baseline", StringComparison.Ordinal)]);
        using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(json));
        string figure = recipe.Contains("word") ? "perplexity" : recipe.Contains("char") ? "bits" : "loss";
        Assert.True(double.IsFinite(report.RootElement.GetProperty($"best_validation_{figure}").GetDouble()));

        JsonElement evaluated = await CommandRun.ReportAsync(folder, "evaluate", recipe, "--load", saved, "--threads", "1");
        Assert.Equal(
            report.RootElement.GetProperty($"test_{figure}").GetDouble(), evaluated.GetProperty($"test_{figure}").GetDouble());

        string[] generate = ["generate", recipe, "--load", saved, "--prompt", "the", "--length", "200"]; // longer than a block
        CommandRun text = await CommandRun.StartAsync(generate);
        Assert.Equal(ExitCode.Success, text.ExitCode);
        Assert.StartsWith("the", text.Output);
        Assert.Equal(text.Output, (await CommandRun.StartAsync([.. generate, "--seed", "42"])).Output);
        Assert.NotEqual(text.Output, (await CommandRun.StartAsync([.. generate, "--seed", "43"])).Output);
    }

    [RealDataFact("text/tinyshakespeare.txt.gz")]
    public async Task TheRealTextIsReadAndSomeStepsLearn()
    {
        using var folder = new TemporaryFolder();
        JsonElement report = await CommandRun.ReportAsync(
            folder, "train", "shakespeare-transformer", "--data", RealDataFactAttribute.PathOf("text/tinyshakespeare.txt.gz"),
            "--epochs", "1", "--steps-per-epoch", "30", "--threads", "2");
        Assert.Equal(1_115_394, report.GetProperty("data").GetProperty("rows").GetInt32());
        Assert.InRange(report.GetProperty("best_validation_loss").GetDouble(), 2, 3.5); // 4.17 before, 3.35 by counts
        Assert.Equal(805_248, report.GetProperty("parameters").GetInt32());
    }

    [Fact]
    public async Task AShortOrOtherTextIsAClearError()
    {
        using var folder = new TemporaryFolder();
        CommandRun shorter = await CommandRun.StartAsync(
            "train", "shakespeare-gru", "--data", folder.Write("short.txt", new string('a', 300)));
        Assert.Equal(ExitCode.Failure, shorter.ExitCode);
        Assert.Contains("expected a text whose last tenth has more than 64 characters, got 300", shorter.Error);
        CommandRun other = await CommandRun.StartAsync(
            "train", "shakespeare-gru", "--data", folder.Write("other.txt", new string('9', 3000)));
        Assert.Equal(ExitCode.Failure, other.ExitCode);
        Assert.Contains("got '9'", other.Error);
    }
}
