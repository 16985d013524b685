using System.Numerics;

namespace SimdSeq.Tests.Generation;

public sealed class SamplingTests
{
    private const int Draws = 20_000;

    // A share of n draws deviates by more than five standard deviations once in a million.
    private const double Deviations = 5;

    [Theory]
    [InlineData(1, null, null)]
    [InlineData(0.5, null, null)]
    [InlineData(3, null, null)]
    [InlineData(1, 3, null)]
    [InlineData(0.7, 5, null)]
    [InlineData(1, null, 0.5)]
    [InlineData(1.5, null, 0.9)]
    [InlineData(2, 6, 0.7)]
    [InlineData(1, 7, 1.0)]
    public void TokensComeAsOftenAsTheyAreLikely(double temperature, int? topK, double? topP)
    {
        Check(new RecurrentLogits(1), row => row);
        Check(new RecurrentProbabilities(1), row => [.. row.Select(p => MathF.Log(p))]);
        Check(new RecurrentLogarithms(1), row => row);

        void Check<T>(SequenceModel<T> model, Func<T[], T[]> logits) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            int[] prompt = [2, 4];
            double[] expected = Sequences.Kept(
                Sequences.Softmax(logits(Sequences.Row(model, prompt)), temperature), topK ?? 7, topP ?? 1);
            var options = new GenerateOptions { MaxTokens = 1, Temperature = temperature, TopK = topK, TopP = topP, Seed = 11 };
            var counts = new int[7];
            using var generator = model.OpenGenerator(options);
            for (int sample = 0; sample < Draws; sample++)
            {
                generator.Start(prompt, sample);
                Assert.True(generator.TryNext(out int token));
                counts[token]++;
            }

            for (int token = 0; token < 7; token++)
            {
                double p = expected[token], bound = Deviations * Math.Sqrt(p * (1 - p) / Draws);
                Assert.InRange(counts[token] / (double)Draws, p - bound, p + bound);
            }
        }
    }

    [Fact]
    public void ALongSequenceHasTheFrequenciesOfItsSteps()
    {
        var model = new RecurrentLogits(3);
        int[] tokens = model.Generate([1], new GenerateOptions { MaxTokens = Draws, Seed = 2 });
        using var stream = model.OpenStream();
        double[] expected = new double[7], variance = new double[7];
        int last = 1;
        foreach (int token in tokens)
        {
            double[] p = Sequences.Softmax(stream.Step([last]).ToArray(), 1);
            for (int i = 0; i < 7; i++)
            {
                expected[i] += p[i];
                variance[i] += p[i] * (1 - p[i]);
            }

            last = token;
        }

        for (int i = 0; i < 7; i++)
        {
            double bound = Deviations * Math.Sqrt(variance[i]);
            Assert.InRange(tokens.Count(token => token == i), expected[i] - bound, expected[i] + bound);
        }
    }

    [Fact]
    public void TheSameSeedGivesTheSameTokensEverywhere()
    {
        var model = new RecurrentLogits(1);
        var options = new GenerateOptions { MaxTokens = 24, Seed = 42 };
        int[] tokens = model.Generate([3], options);
        Assert.Equal(Known, string.Join(" ", tokens)); // as on every machine
        Assert.Equal(tokens, model.Generate([3], options));
        Assert.NotEqual(tokens, model.Generate([3], options with { Seed = 43 }));
        Assert.Equal(tokens[..7], model.Generate([3], options with { MaxTokens = 7 }));
    }

    private const string Known = "0 0 1 6 4 2 6 6 4 4 5 2 1 6 5 4 5 6 5 4 2 3 0 5";

    [Fact]
    public void ABatchIsItsPromptsAlone()
    {
        var model = new RecurrentLogits(1);
        int[][] prompts = [.. Enumerable.Range(0, 23).Select(i => Enumerable.Range(0, 1 + i % 5).Select(j => (i + j) % 7).ToArray())];
        foreach (var options in (GenerateOptions[])[
            new() { MaxTokens = 15, Seed = 3 }, new() { MaxTokens = 15, Temperature = 0 },
            new() { MaxTokens = 8, Beams = 3, EndToken = 2 }])
        {
            int[][] one = model.Generate(prompts, options, threads: 1);
            Assert.Equal(one, model.Generate(prompts, options, threads: 4));
            using var generator = model.OpenGenerator(options);
            for (int i = 0; i < prompts.Length; i++)
            {
                generator.Start(prompts[i], i);
                var tokens = new List<int>();
                while (generator.TryNext(out int token)) tokens.Add(token);
                Assert.Equal(one[i], tokens);
            }

            Assert.Equal(one[0], model.Generate(prompts[0], options));
        }

        int[][] equal = model.Generate([[3], [3], [3]], new GenerateOptions { MaxTokens = 15 });
        Assert.NotEqual(equal[0], equal[1]); // each draws its own
        Assert.Empty(model.Generate(Array.Empty<int[]>()));
    }
}
