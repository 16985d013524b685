namespace SimdSeq.Tests.Generation;

/// <summary>Tokens one at a time, their end, and what is refused.</summary>
public sealed class GenerationTests
{
    private readonly RecurrentLogits _model = new(1);
    private readonly GenerateOptions _options = new() { MaxTokens = 12, Seed = 4 };

    [Fact]
    public async Task EveryWayGivesTheSameTokens()
    {
        int[] tokens = _model.Generate([3, 1], _options), prompt = [3, 1];
        Assert.Equal(tokens, _model.GenerateTokens(prompt, _options));
        var later = new List<int>();
        await foreach (int token in _model.GenerateAsync(prompt, _options)) later.Add(token);
        Assert.Equal(tokens, later);
        Assert.Equal(100, _model.Generate([3]).Length);
    }

    [Fact]
    public void TheEndTokenIsTheLast()
    {
        int[] tokens = _model.Generate([3], _options with { MaxTokens = 200 });
        int end = tokens[20], at = Array.IndexOf(tokens, end);
        var options = _options with { MaxTokens = 200, EndToken = end };
        Assert.Equal(tokens[..(at + 1)], _model.Generate([3], options));
        using var generator = _model.OpenGenerator(options);
        generator.Start([3]);
        for (int i = 0; i <= at; i++) Assert.True(generator.TryNext(out _));
        Assert.Equal(at + 1, generator.TokenCount);
        Assert.False(generator.TryNext(out int none));
        Assert.False(generator.TryNext(out none));
        Assert.Equal(0, none);
    }

    [Fact]
    public void ATokenAllocatesNothing()
    {
        foreach (var options in (GenerateOptions[])[
            new() { MaxTokens = 10_000_000 }, new() { MaxTokens = 10_000_000, TopK = 3, TopP = 0.8 },
            new() { MaxTokens = 10_000_000, Temperature = 0 }])
        {
            using var generator = _model.OpenGenerator(options);
            generator.Start([1]);
            Assert.Equal(0, Allocated.BytesOf(() =>
            {
                for (int i = 0; i < 100; i++) generator.TryNext(out _);
            }));
            Assert.Equal(0, Allocated.BytesOf(() => generator.Start([1, 2, 3])));
        }

        using var limited = new TransformerLogits(1).OpenGenerator(new() { MaxTokens = 10_000, ContextLength = 8 });
        limited.Start([1]);
        Assert.Equal(0, Allocated.BytesOf(() =>
        {
            for (int i = 0; i < 20; i++) limited.TryNext(out _);
        }));
    }

    [Fact]
    public async Task ItCanBeCancelled()
    {
        using var before = new CancellationTokenSource();
        before.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => _model.Generate([3], _options, before.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => _model.Generate([[3], [4]], _options, 2, before.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => _model.Generate([3], _options with { Beams = 3 }, before.Token));
        int[] prompt = [3];
        int seen = 0;
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (int _ in _model.GenerateAsync(prompt, _options with { MaxTokens = int.MaxValue }).WithCancellation(source.Token))
            {
                if (++seen == 5) source.Cancel();
            }
        });
        Assert.Equal(5, seen);

        using var generator = _model.OpenGenerator(_options);
        generator.Start(prompt);
        Assert.ThrowsAny<OperationCanceledException>(() => generator.TryNext(out _, before.Token));
        var tokens = new List<int>();
        while (generator.TryNext(out int token)) tokens.Add(token); // nothing is lost
        Assert.Equal(_model.Generate(prompt, _options), tokens);
    }

    [Fact]
    public async Task AnyNumberOfThreadsGenerate()
    {
        var model = new TransformerLogits(3);
        var options = _options with { MaxTokens = 30, ContextLength = 8 };
        int[] expected = model.Generate([1, 2], options), found = model.Generate([1, 2], options with { Beams = 3 });
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() =>
        {
            for (int round = 0; round < 20; round++)
            {
                Assert.Equal(expected, model.Generate([1, 2], options));
                Assert.Equal(found, model.Generate([1, 2], options with { Beams = 3 }));
            }
        })));
    }

    [Fact]
    public void ParametersThatChangeMeanwhileAreToldOf()
    {
        using var generator = _model.OpenGenerator(_options);
        Assert.Contains("call Start first", Assert.Throws<InvalidOperationException>(() => generator.TryNext(out _)).Message);
        generator.Start([3]);
        generator.TryNext(out _);
        _model.Parameters.Set(new RecurrentLogits(2).Parameters.ToArray());
        Assert.Contains("have changed since the prompt", Assert.Throws<InvalidOperationException>(() => generator.TryNext(out _)).Message);
        generator.Start([3]);
        Assert.True(generator.TryNext(out int token));
        Assert.Equal(new RecurrentLogits(2).Generate([3], _options)[0], token);
        generator.Dispose();
        Assert.Throws<ObjectDisposedException>(() => generator.TryNext(out _));
        Assert.Throws<ObjectDisposedException>(() => generator.Start([3]));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void AnswersThatAreNoNumbersAreAnError(float value)
    {
        float[] parameters = _model.Parameters.ToArray();
        parameters[^1] = value; // the last bias
        _model.Parameters.Set(parameters);
        foreach (var options in (GenerateOptions[])[_options, _options with { Temperature = 0 }, _options with { Beams = 2 },
            _options with { TopK = 2 }])
            Assert.Contains("no number or infinite", Assert.Throws<InvalidOperationException>(() => _model.Generate([3], options)).Message);
    }

    [Fact]
    public void WrongOptionsAreRefused()
    {
        Refused(new() { MaxTokens = 0 }, "MaxTokens must be at least 1; got 0.");
        Refused(new() { Temperature = -1 }, "Temperature must be at least 0 and finite; got -1.");
        Refused(new() { Temperature = double.NaN }, "Temperature must be at least 0 and finite; got NaN.");
        Refused(new() { TopK = 0 }, "TopK must be at least 1, or null; got 0.");
        Refused(new() { TopP = 0 }, "TopP must be above 0 and at most 1, or null; got 0.");
        Refused(new() { TopP = 1.5 }, "TopP must be above 0 and at most 1, or null; got 1.5.");
        Refused(new() { Beams = 0 }, "Beams must be at least 1, or null; got 0.");
        Refused(new() { LengthPenalty = 1 }, "LengthPenalty must be 0 without Beams; got 1.");
        Refused(new() { Beams = 2, LengthPenalty = -1 }, "LengthPenalty must be at least 0 and finite; got -1.");
        Refused(new() { EndToken = 7 }, "EndToken must be a token of RecurrentLogits, from 0 to 6, or null; got 7.");
        Refused(new() { Beams = 2, Temperature = 0.5 },
            "Temperature must be its default where Beams is set: a search draws nothing; got 0.5.");
        Refused(new() { Beams = 2, TopK = 5 }, "TopK must be its default where Beams is set: a search draws nothing; got 5.");
        Refused(new() { Beams = 2, TopP = 0.5 }, "TopP must be its default where Beams is set: a search draws nothing; got 0.5.");
        Refused(new() { Beams = 1000, MaxTokens = 10_000_000 }, "MaxTokens must be at most 2147483 with 1000 beams; got 10000000.");

        void Refused(GenerateOptions options, string expected)
        {
            Assert.StartsWith(
                $"GenerateOptions.{expected}", Assert.Throws<ArgumentOutOfRangeException>(() => _model.Generate([1], options)).Message);
            int[] prompt = [1];
            Assert.Throws<ArgumentOutOfRangeException>(() => _model.GenerateTokens(prompt, options)); // at the call
            Assert.Throws<ArgumentOutOfRangeException>(() => _model.GenerateAsync(prompt, options));
            Assert.Throws<ArgumentOutOfRangeException>(() => _model.Generate([prompt], options));
        }
    }

    [Fact]
    public void WrongPromptsAreRefused()
    {
        Assert.StartsWith("A prompt of RecurrentLogits has at least 1 token; got 0.",
            Assert.Throws<ArgumentException>(() => _model.Generate(ReadOnlySpan<int>.Empty)).Message);
        Assert.StartsWith("RecurrentLogits takes ids from 0 to 6; got 7 as token 1 of the prompt.",
            Assert.Throws<ArgumentOutOfRangeException>(() => _model.Generate([0, 7])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => _model.Generate([-1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => _model.Generate([[1], [9]]));
    }

    [Fact]
    public void OtherModelsSayWhatGenerationNeeds()
    {
        Refused(new TokensBothWays(1), "TokensBothWays does not generate: that needs answers that need no later step");
        Refused(new EveryOtherToken(1), "needs an answer at every step");
        Refused(new SigmoidTokens(1), "got those of Activation.Sigmoid");
        Refused(new MoreTokensThanIds(1), "at most the 7 ids that its Embedding takes; got 8.");
        Refused(new NumbersToTokens(1), "needs an Embedding first, on ids; got 1 features a step for Gru(6");

        static void Refused(SequenceModel<float> model, string expected) =>
            Assert.Contains(expected, Assert.Throws<InvalidOperationException>(() => model.Generate([1])).Message);
    }
}
