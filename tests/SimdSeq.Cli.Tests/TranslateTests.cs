using SimdSeq.Datasets;

namespace SimdSeq.Cli.Tests;

/// <summary><c>translate</c> as it is called.</summary>
public sealed class TranslateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _saved;

    public TranslateTests()
    {
        _saved = _folder.File("model.bin");
        new Multi30kGruAttention(3).Save(_saved);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EveryLineHasOne()
    {
        CommandRun run = await RunAsync("--text", "buro mado jagot tiran.\n\nMado jagot!");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("SYNTHETIC", run.Error);
        string[] lines = run.Output.Split(Environment.NewLine);
        Assert.Equal(4, lines.Length);
        Assert.Equal(("", ""), (lines[1], lines[3]));
        var text = TranslationText.Read(new ProblemRequest(null, _folder.Path, default));
        int[] tokens = new Multi30kGruAttention(3).Generate(text.Input(SentenceWords.Of("Mado jagot!")), TranslationText.Options(null));
        Assert.Equal(string.Join(' ', text.Target.Decode(tokens)), lines[2]);
        Assert.Equal(ExitCode.Success, (await RunAsync("--text", "mado", "--beam", "3")).ExitCode);
    }

    [Fact]
    public async Task AnotherRecipeIsAMistake()
    {
        CommandRun run = await CommandRun.StartAsync("translate", "jena-gru", "--load", _saved, "--text", "a");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("one of multi30k-transformer, multi30k-gru-attention; got jena-gru", run.Error);
    }

    private Task<CommandRun> RunAsync(params string[] more) =>
        CommandRun.StartAsync(["translate", "multi30k-gru-attention", "--load", _saved, .. more]);
}
