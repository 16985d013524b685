namespace SimdSeq.Tests.Generation;

/// <summary>Streams that have room for so many steps.</summary>
public sealed class ContextTests
{
    private readonly TransformerLogits _model = new(4);
    private readonly GenerateOptions _greedy = new() { Temperature = 0, MaxTokens = 20 };

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(30)]
    public void WithAllStepsEachTokenIsPredictedFromTheLastOnes(int length)
    {
        int[] prompt = [.. Enumerable.Range(0, length).Select(i => i * 3 % 7)];
        int[] expected = Sequences.Greedy(_model, prompt, 20, context: 8);
        Assert.Equal(expected, _model.Generate(prompt, _greedy with { ContextLength = 8 }));
        Assert.Equal(expected, _model.Generate(prompt, _greedy with { ContextLength = 8, Temperature = 1, Beams = 1 }));
    }

    [Fact]
    public void WithFewerStepsTheStreamBeginsAnewWhenItIsFull()
    {
        int[] prompt = [1, 2, 3];
        List<int> all = [.. prompt];
        int context = 3;
        for (int i = 0; i < 20; i++, context = context == 8 ? 5 : context + 1)
        {
            float[] row = Sequences.Row(_model, all.TakeLast(context).ToArray());
            all.Add(Array.IndexOf(row, row.Max()));
        }

        Assert.Equal(all.Skip(3), _model.Generate(prompt, _greedy with { ContextLength = 5 }));
        int[] rest = _model.Generate(all.Take(18).ToArray(), _greedy with { ContextLength = 5, MaxTokens = 1 });
        float[] last = Sequences.Row(_model, all.Take(18).TakeLast(5).ToArray()); // a prompt that is too long is cut like this
        Assert.Equal([Array.IndexOf(last, last.Max())], rest);
    }

    [Fact]
    public void WithoutItALimitIsAnErrorBeforeAnyWork()
    {
        Assert.Equal(6, _model.Generate([1, 2, 3], _greedy with { MaxTokens = 6 }).Length);
        string message = Assert.Throws<ArgumentException>(() => _model.Generate([1, 2, 3], _greedy with { MaxTokens = 7 })).Message;
        Assert.StartsWith("A stream of TransformerLogits has room for 8 steps; a prompt of 3 tokens and 7 more need 9.", message);
        Assert.Contains("ContextLength", message);
        Assert.Contains("at most 6 tokens", message);
        message = Assert.Throws<ArgumentException>(() => _model.Generate(new int[9], _greedy)).Message;
        Assert.Contains("shorten the prompt", message);
    }

    [Fact]
    public void ItIsWithinTheSteps()
    {
        foreach (int length in (int[])[0, -1, 9])
        {
            string message = Assert.Throws<ArgumentOutOfRangeException>(
                () => _model.Generate([1], _greedy with { ContextLength = length })).Message;
            Assert.StartsWith(
                $"GenerateOptions.ContextLength must be from 1 to 8, the steps that TransformerLogits has room for, or null; got "
                + $"{length}.", message);
        }

        Assert.Equal(20, new RecurrentLogits(1).Generate([1], _greedy with { ContextLength = 1000 }).Length); // not needed there
    }

    [Fact]
    public void AFirstAnswerMayNeedSeveralTokens()
    {
        var model = new ThreeBefore(1);
        string message = Assert.Throws<ArgumentException>(() => model.Generate([1, 2], _greedy)).Message;
        Assert.StartsWith("A prompt of ThreeBefore has at least 3 tokens; got 2.", message);
        Assert.Equal(20, model.Generate([1, 2, 3], _greedy).Length);
    }
}
