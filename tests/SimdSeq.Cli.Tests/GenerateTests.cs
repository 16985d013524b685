namespace SimdSeq.Cli.Tests;

/// <summary><c>generate</c> as it is called.</summary>
public sealed class GenerateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _saved;

    public GenerateTests()
    {
        _saved = _folder.File("model.bin");
        new ShakespeareGru(3).Save(_saved);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task PrintsThePromptAndWhatFollows()
    {
        CommandRun run = await RunAsync("--prompt", "ROMEO:\nO", "--length", "30");
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("ROMEO:\nO", run.Output);
        Assert.Equal("ROMEO:\nO".Length + 30 + Environment.NewLine.Length, run.Output.Length);
        CommandRun without = await RunAsync("--length", "5");
        Assert.Equal(5 + Environment.NewLine.Length, without.Output.Length);
    }

    [Fact]
    public async Task TheLikeliestHasManyNames()
    {
        string greedy = (await RunAsync("--prompt", "A", "--length", "20", "--temperature", "0")).Output;
        Assert.Equal(greedy, (await RunAsync("--prompt", "A", "--length", "20", "--top-k", "1")).Output);
        Assert.Equal(greedy, (await RunAsync("--prompt", "A", "--length", "20", "--top-p", "0.000001")).Output);
        Assert.Equal(greedy, (await RunAsync("--prompt", "A", "--length", "20", "--beam", "1")).Output);
        Assert.Equal(greedy.Length, (await RunAsync("--prompt", "A", "--length", "20", "--beam", "3")).Output.Length);
    }

    [Fact]
    public async Task AnInterruptionEndsItWithWhatThereIs()
    {
        using var cancellation = new CancellationTokenSource();
        var output = new TriggeredWriter("ROMEO:", cancellation.Cancel);
        var error = new StringWriter();
        string[] args = ["generate", "shakespeare-gru", "--load", _saved, "--prompt", "ROMEO:", "--length", "100000000"];
        int code = await Application.RunAsync(args, CommandRun.Nowhere(new Terminal(output, error)), cancellation.Token);
        Assert.Equal((ExitCode.Cancelled, ""), (code, error.ToString()));
        Assert.StartsWith("ROMEO:", output.ToString());
        Assert.EndsWith(Environment.NewLine, output.ToString());
    }

    [Theory]
    [InlineData("--prompt é", "--prompt: expected characters that the model knows, got 'é'. It knows  !$&")]
    [InlineData("--beam 3 --top-k 2", "--top-k: expected nothing beside --beam, which draws nothing.")]
    [InlineData("--beam 3 --temperature 1", "--temperature: expected nothing beside --beam")]
    [InlineData("--temperature -1", "--temperature: expected a number from 0 on, such as 0.8; got '-1'.")]
    [InlineData("--top-p 2", "--top-p: expected a number above 0 and at most 1; got '2'.")]
    [InlineData("--top-k 0", "--top-k: expected a whole number from 1")]
    [InlineData("--length 0", "--length: expected a whole number from 1")]
    [InlineData("--data no/such.txt", "")]
    public async Task MistakesAreToldBeforeAnything(string options, string expected)
    {
        CommandRun run = await RunAsync(options.Split(' '));
        if (expected.Length == 0) // the characters are known without the text
        {
            Assert.Equal(ExitCode.Success, run.ExitCode);
            return;
        }

        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Error);
    }

    [Fact]
    public async Task OtherRecipesAndFilesAreRefused()
    {
        CommandRun other = await CommandRun.StartAsync("generate", "jena-gru", "--load", _saved);
        Assert.Equal(ExitCode.Usage, other.ExitCode);
        Assert.Contains("expected a recipe for texts, one of shakespeare-transformer, shakespeare-gru, ", other.Error);
        CommandRun without = await CommandRun.StartAsync("generate", "shakespeare-gru");
        Assert.Equal(ExitCode.Usage, without.ExitCode);
        Assert.Contains("--load", without.Error);
        CommandRun nothing = await CommandRun.StartAsync("generate", "shakespeare-gru", "--load", _folder.File("none.bin"));
        Assert.Equal(ExitCode.Usage, nothing.ExitCode);
        CommandRun model = await CommandRun.StartAsync("generate", "shakespeare-tcn", "--load", _saved);
        Assert.Equal(ExitCode.Failure, model.ExitCode);
        Assert.DoesNotContain("unexpected", model.Error);
    }

    [Fact]
    public void WordsGoThereAndBack()
    {
        var words = new TextVocabulary(["a", "dog", "<unk>", "<eos>"], endOfLine: 3, byCharacter: false);
        Assert.Equal([1, 2, 3, 0, 1], words.Encode("Dog cat\na  dog"));
        Assert.Equal([3], words.Encode("\n"));
        Assert.Equal("dog a\ndog", string.Concat(((int[])[1, 0, 3, 1]).Select((token, i) => words.Decode(token, i is 0 or 3))));
        var few = new TextVocabulary(["a", "<eos>"], endOfLine: 1, byCharacter: false);
        Assert.Contains("expected words that the model knows, got 'b'. It knows 2 words.",
            Assert.Throws<UsageException>(() => few.Encode("b")).Message);
        Assert.Equal("\uFFFD", few.Decode(7, isFirstOfLine: true));
    }

    [Fact]
    public async Task ModelsOfThePaperGoOnToo()
    {
        string saved = _folder.File("gru.bin");
        new CharacterGru(1).Save(saved);
        CommandRun run = await CommandRun.StartAsync("generate", "ptb-char-gru", "--load", saved, "--prompt", "the", "--length", "5");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.StartsWith("the", run.Output);
        Assert.Contains("SYNTHETIC", run.Error);
    }

    [Fact]
    public async Task ParametersThatAreNoNumbersAreAFailure()
    {
        var model = new ShakespeareGru(1);
        float[] parameters = model.Parameters.ToArray();
        Array.Fill(parameters, float.NaN);
        model.Parameters.Set(parameters);
        model.Save(_saved);
        CommandRun run = await RunAsync("--prompt", "A");
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.DoesNotContain("unexpected", run.Error);
    }

    private Task<CommandRun> RunAsync(params string[] options) =>
        CommandRun.StartAsync(["generate", "shakespeare-gru", "--load", _saved, .. options]);
}
