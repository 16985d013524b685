namespace SimdSeq.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData("--help", "train <RECIPE>")]
    [InlineData("data --help", "get <NAME>")]
    [InlineData("data get --help", "--sha256 <HEX>")]
    [InlineData("train --help", "--steps-per-epoch <N>")]
    [InlineData("train --help", "reviews as tar.gz, npz or folder")]
    [InlineData("sweep --help", "--set <NAME=VALUE,...>")]
    [InlineData("sweep --help", "jena-gru          units 16, 32, 64; layers 1, 2")]
    [InlineData("train --help", "--set <NAME=VALUE>")]
    [InlineData("evaluate --help", "--load <FILE>")]
    [InlineData("evaluate -h", "jena-gru")]
    [InlineData("forecast --help", "after the last row")]
    [InlineData("generate --help", "--top-p <X>")]
    [InlineData("generate --help", "shakespeare-transformer")]
    [InlineData("reproduce tcn-paper --help", "--hours <X>")]
    [InlineData("explain --help", "gradients <RECIPE>")]
    [InlineData("explain --help", "attention <RECIPE>")]
    [InlineData("explain gradients --help", "--image <FILE.svg>")]
    [InlineData("explain gradients --help", "jena-simple-rnn, jena-lstm, jena-gru (default: all of them)")]
    public async Task HelpIsEverywhere(string line, string expected)
    {
        CommandRun run = await CommandRun.StartAsync(line.Split(' '));
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("Description:", run.Output);
        Assert.Contains(expected, run.Output);
    }

    [Theory]
    [InlineData("recipes")]
    [InlineData("train --help")]
    [InlineData("sweep --help")]
    [InlineData("evaluate --help")]
    public async Task RecipesAreListedOneALine(string line)
    {
        CommandRun run = await CommandRun.StartAsync(line.Split(' '));
        foreach (Recipe recipe in RecipeCatalog.Recipes)
            Assert.Matches($"(?m)^ *{recipe.Name} +{System.Text.RegularExpressions.Regex.Escape(recipe.Description)}\r?$", run.Output);
    }

    [Fact]
    public async Task NothingShowsHelp()
    {
        CommandRun run = await CommandRun.StartAsync();
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("Commands:", run.Output);
    }

    [Fact]
    public async Task VersionNamesRuntimeAndVectors()
    {
        CommandRun run = await CommandRun.StartAsync("--version");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Matches(@"^simdseq \d+\.\d+\.\d+.* \(\.NET .*, (128|256|512)-bit vectors\)", run.Output);
    }
}
