namespace SimdSeq.Tests.Generation;

public sealed class BeamSearchTests
{
    private const int Most = 4;

    [Theory]
    [InlineData(null, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 0.6)]
    [InlineData(2, 1)]
    [InlineData(3, 2.5)]
    public void OfFullWidthItFindsTheBestSequence(int? end, double alpha)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            var model = new FourTokens(seed);
            (double Score, int[] Tokens) best = All(model, [2], end)
                .MaxBy(sequence => Normal(sequence.Score, sequence.Tokens.Length, alpha));
            var options = new GenerateOptions { MaxTokens = Most, Beams = 256, EndToken = end, LengthPenalty = alpha };
            Assert.Equal(best.Tokens, model.Generate([2], options));
        }
    }

    [Fact]
    public void AWiderSearchFindsNoWorseSequenceThanGreedyAsARule()
    {
        int better = 0;
        for (int seed = 0; seed < 30; seed++)
        {
            var model = new FourTokens(seed);
            var options = new GenerateOptions { MaxTokens = 7, Temperature = 0 };
            double greedy = Score(model, model.Generate([1], options));
            double wide = Score(model, model.Generate([1], options with { Temperature = 1, Beams = 8 }));
            Assert.True(wide >= greedy - 1e-9, $"seed {seed}: {wide} against {greedy}");
            if (wide > greedy + 1e-9) better++;
        }

        Assert.True(better > 0);
    }

    [Fact]
    public void ALimitedStreamIsSearchedToo()
    {
        var model = new TransformerLogits(4);
        var options = new GenerateOptions { MaxTokens = 30, Beams = 5, ContextLength = 6 };
        int[] tokens = model.Generate([1, 2], options);
        Assert.Equal(30, tokens.Length);
        Assert.Equal(tokens, model.Generate([1, 2], options with { Seed = 7 })); // nothing is drawn
    }

    [Fact]
    public void OneSearchAfterAnotherIsTheSame()
    {
        var model = new RecurrentLogits(2);
        var options = new GenerateOptions { MaxTokens = 9, Beams = 4, EndToken = 5, LengthPenalty = 0.6 };
        using var generator = model.OpenGenerator(options);
        foreach (int[] prompt in (int[][])[[1], [3, 4], [1], [0, 0, 6]])
        {
            generator.Start(prompt);
            var tokens = new List<int>();
            while (generator.TryNext(out int token)) tokens.Add(token);
            Assert.Equal(model.Generate(prompt, options), tokens);
        }
    }

    private static double Normal(double score, int length, double alpha) => score / Math.Pow((5.0 + length) / 6, alpha);

    private static double Score(FourTokens model, int[] tokens)
    {
        double score = 0;
        for (int i = 0; i < tokens.Length; i++)
        {
            float[] row = Sequences.Row(model, [1, .. tokens[..i]]);
            score += Math.Log(Sequences.Softmax(row, 1)[tokens[i]]);
        }

        return score;
    }

    // Every sequence that ends with the end token or has the most tokens, with the logarithm of its probability.
    private static IEnumerable<(double Score, int[] Tokens)> All(FourTokens model, int[] prompt, int? end)
    {
        return From([], 0);

        IEnumerable<(double Score, int[] Tokens)> From(int[] tokens, double score)
        {
            if (tokens.Length == Most || (tokens.Length > 0 && tokens[^1] == end)) return [(score, tokens)];
            double[] probabilities = Sequences.Softmax(Sequences.Row(model, [.. prompt, .. tokens]), 1);
            return Enumerable.Range(0, 4).SelectMany(token => From([.. tokens, token], score + Math.Log(probabilities[token])));
        }
    }
}
