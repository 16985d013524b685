using SimdSeq.Datasets;

namespace SimdSeq.Cli.Tests;

/// <summary>The recipes of memory over thousands of steps by attention.</summary>
public sealed class AttentionRecipeTests
{
    /// <summary>What is to be answered reaches the step that answers it, and nothing later does.</summary>
    [Theory]
    [InlineData("copy-memory-attention", 2000)]
    [InlineData("copy-memory-10000-attention", 10_000)]
    public void TheLevelsReachAsFarAsTheTaskAsks(string recipe, int blanks)
    {
        SequenceModel<float> model = RecipeCatalog.Recipes.Find(recipe)!.CreateModel!(42);
        var steps = new float[blanks + 2 * CopyMemoryDataset.Symbols];
        Assert.Equal(steps.Length, model.SampleValues);
        Array.Fill(steps, 9, steps.Length - CopyMemoryDataset.Symbols - 1, CopyMemoryDataset.Symbols + 1);
        for (int i = 0; i < CopyMemoryDataset.Symbols; i++) steps[i] = 1 + i % 8;
        float[] before = model.Predict(steps);
        steps[0] = 5; // was 1; its answer is due ten steps before the end
        float[] after = model.Predict(steps);
        int due = (steps.Length - CopyMemoryDataset.Symbols) * CopyMemoryDataset.Classes;
        Assert.NotEqual(before[due..(due + CopyMemoryDataset.Classes)], after[due..(due + CopyMemoryDataset.Classes)]);
        steps[^1] = 5;
        Assert.Equal(after[..^CopyMemoryDataset.Classes], model.Predict(steps)[..^CopyMemoryDataset.Classes]);
    }

    [Theory]
    [InlineData("copy-memory-attention", "guess the symbols: 10 ln 8 / (T + 20) = 0.0103", "Adam (beta2 0.95) 0.004")]
    [InlineData("adding-attention", "always 1, the mean: 1/6 = 0.1667", "Adam (beta2 0.95) 0.002")]
    public async Task TheyTrainByName(string recipe, string baseline, string optimizer)
    {
        CommandRun run = await CommandRun.StartAsync("train", recipe, "--epochs", "1", "--steps-per-epoch", "1");
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error.Replace(CommandRun.DebugWarning, "")));
        Assert.Contains(baseline, run.Output);
        Assert.Contains(optimizer, run.Output);
    }
}
