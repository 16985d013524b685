using System.Numerics;

namespace SimdSeq.Tests.Generation;

/// <summary>Generation from a source, against whole predictions.</summary>
public sealed class DecoderTests
{
    private const int Start = 1, End = 3;
    private static readonly float[] Words = [4, 7, 2, 8, 0];

    [Fact]
    public void GreedyTokensAreTheLikeliestOfWholePredictions()
    {
        for (int seed = 0; seed < 5; seed++)
        {
            var transformer = new SmallTransformer(seed);
            Assert.Equal(
                Greedy(transformer, Words, 6), transformer.Generate(new DecoderInput<float>(Words), Options(6) with { Temperature = 0 }));
            var gru = new SmallGruAttention(seed);
            Assert.Equal(Greedy(gru, [4, 7, 2, 8, 1], 6),
                gru.Generate(new DecoderInput<double>(new double[] { 4, 7, 2, 8, 1 }), Options(6) with { Temperature = 0 }));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.6)]
    public void ASearchOfFullWidthFindsTheBestSequence(double alpha)
    {
        for (int seed = 0; seed < 6; seed++)
        {
            var model = new SmallTransformer(seed);
            var best = All(model, 4).MaxBy(one => one.Score / Math.Pow((5.0 + one.Tokens.Length) / 6, alpha));
            var options = new GenerateOptions { MaxTokens = 4, Beams = 256, StartToken = Start, EndToken = End, LengthPenalty = alpha };
            Assert.Equal(best.Tokens, model.Generate(new DecoderInput<float>(Words), options));
        }
    }

    [Fact]
    public void ABatchHasTheTokensOfEachAlone()
    {
        var model = new SmallGruAttention(3);
        List<DecoderInput<double>> inputs =
        [
            .. Enumerable.Range(0, 7)
                .Select(i => new DecoderInput<double>(new double[] { i, 2, 5, i, 1 }) { Lengths = new[] { 1 + i % 5 } }),
        ];
        foreach (var options in (GenerateOptions[])[Options(6) with { Temperature = 0 }, Options(6) with { Temperature = 1, Beams = 3 }])
        {
            int[][] alone = [.. inputs.Select(input => model.Generate(input, options))];
            foreach (int threads in (int[])[1, 2, 4]) Assert.Equal(alone, model.Generate(inputs, options, threads));
        }

        double[][] rows = [.. inputs.Select(input => model.OpenDecoder(input.Source.Span, input.Lengths.Span).Step([Start]).ToArray())];
        Assert.Equal(inputs.Count, rows.Select(row => row[0]).Distinct().Count()); // each source has answers of its own
        int[][] drawn = model.Generate(inputs, Options(6) with { Seed = 5, TopK = 3 }, 1);
        Assert.Equal(drawn, model.Generate(inputs, Options(6) with { Seed = 5, TopK = 3 }, 4));
        Assert.NotEqual(drawn, model.Generate(inputs, Options(6) with { Seed = 6, TopK = 3 }, 4));
    }

    [Fact]
    public void WhatLiesBeyondALengthIsNotRead()
    {
        var model = new SmallGruAttention(4);
        double[] some = [3, 5, 0, 0, 0], others = [3, 5, 8, 2, 1];
        var options = Options(6) with { Seed = 3 };
        Assert.Equal(model.Generate(new DecoderInput<double>(some) { Lengths = new[] { 2 } }, options),
            model.Generate(new DecoderInput<double>(others) { Lengths = new[] { 2 } }, options));
        using var decoder = model.OpenDecoder(some, [2]);
        Assert.NotEqual(decoder.Step([1]).ToArray(), model.OpenDecoder(others).Step([1]).ToArray());
    }

    [Fact]
    public async Task TokensComeOneAtATime()
    {
        var model = new SmallTransformer(2);
        var input = new DecoderInput<float>(Words) { Prompt = new[] { 1, 2 } };
        var options = Options(5) with { Seed = 9, TopP = 0.9 };
        int[] tokens = model.Generate(input, options);
        Assert.Equal(tokens, model.GenerateTokens(input, options));
        var awaited = new List<int>();
        await foreach (int token in model.GenerateAsync(input, options)) awaited.Add(token);
        Assert.Equal(tokens, awaited);
        using var canceled = new CancellationTokenSource();
        canceled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => model.Generate(input, options, canceled.Token));
    }

    [Fact]
    public void OneGeneratorTakesOneSourceAfterAnotherAndATokenAllocatesNothing()
    {
        var model = new SmallTransformer(6);
        using var generator = model.OpenGenerator(Options(6) with { EndToken = null, Temperature = 0.7, TopK = 3 });
        var inputs = new[] { new DecoderInput<float>(Words), new DecoderInput<float>(new float[] { 1, 2, 3, 0, 0 }) };
        var first = Run(0);
        Run(1);
        Assert.Equal(first, Run(0));
        Assert.Equal(0, Allocated.BytesOf(() =>
        {
            generator.Start(inputs[0]);
            while (generator.TryNext(out _)) { }
        }));

        List<int> Run(int input)
        {
            generator.Start(inputs[input]);
            var tokens = new List<int>();
            while (generator.TryNext(out int token)) tokens.Add(token);
            return tokens;
        }
    }

    [Fact]
    public void MistakesSayWhatWouldDo()
    {
        var model = new SmallTransformer(1);
        var input = new DecoderInput<float>(Words);
        Says<InvalidOperationException>("decodes a source", () => model.Generate([1]));
        Says<InvalidOperationException>("one input", () => new RecurrentLogits(1).Generate(input, Options(3)));
        Says<ArgumentException>("StartToken", () => model.Generate(input));
        Says<ArgumentException>(
            "source (5 x 1)) has 5 values; got 3", () => model.Generate(new DecoderInput<float>(new float[3]), Options(3)));
        Says<ArgumentException>("room for 6 steps", () => model.Generate(input, Options(7)));
        Says<ArgumentException>("steps in every sample", () => model.Generate(input with { Lengths = new[] { 4 } }, Options(3)));
        Says<ArgumentException>("StartToken must be an id that SmallTransformer takes, from 0 to 3",
            () => model.Generate(input, Options(3) with { StartToken = 4 }));
        Says<ArgumentException>("from 0 to 3; got 4", () => model.Generate(input with { Prompt = new[] { 4 } }, Options(3)));
        Says<ArgumentException>("got a length of 6", () => new SmallGruAttention(1).OpenDecoder([1, 2, 3, 4, 5], [6]));
        Says<InvalidOperationException>("cannot come step by step", () => new DecodedBothWays(1).OpenDecoder(Words));
        Says<InvalidOperationException>("no decoder: it has one input", () => new RecurrentLogits(1).OpenDecoder(Words));
        Says<InvalidOperationException>("OpenDecoder", () => model.OpenStream());
        Says<InvalidOperationException>(
            "no Embedding of it", () => new DecodedNumbers(1).Generate(new DecoderInput<float>(new float[15]), Options(2)));
        Says<InvalidOperationException>("is no decoder", () => new RecurrentLogits(1).OpenStream().Reset(Words));
        Says<ArgumentException>("id", () => model.OpenDecoder([1, 2, 9, 0, 0]));
    }

    [Fact]
    public void AFailedStepLeavesTheDecoderAsItWas()
    {
        var model = new SmallGruAttention(8);
        using ModelStream<double> some = model.OpenDecoder([1, 2, 3, 4, 5]), other = model.OpenDecoder([1, 2, 3, 4, 5]);
        Assert.Equal(some.Step([1]).ToArray(), other.Step([1]).ToArray());
        Assert.ThrowsAny<ArgumentException>(() => some.Step([7]));
        Assert.Equal(some.Step([2]).ToArray(), other.Step([2]).ToArray());
    }

    [Fact]
    public void AnIdThatTheSourceDoesNotHaveLeavesNoHalfMadeDecoder()
    {
        var model = new SmallTransformer(1);
        using var decoder = model.OpenDecoder(Words);
        Assert.ThrowsAny<ArgumentException>(() => decoder.Reset([1, 2, 9, 0, 0]));
        Assert.Throws<InvalidOperationException>(() => decoder.Step([1]));
        decoder.Reset(Words);
        Assert.Equal(model.OpenDecoder(Words).Step([1]).ToArray(), decoder.Step([1]).ToArray());
    }

    private static GenerateOptions Options(int most) => new() { MaxTokens = most, StartToken = Start, EndToken = End };

    private static void Says<TException>(string part, Action act) where TException : Exception =>
        Assert.Contains(part, Assert.ThrowsAny<TException>(act).Message, StringComparison.Ordinal);

    private static T[] Row<T>(SequenceModel<T> model, T[] source, IReadOnlyList<int> tokens)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var target = new T[6];
        for (int i = 0; i < tokens.Count; i++) target[i] = T.CreateTruncating(tokens[i]);
        return model.Predict([.. source, .. target]).AsSpan((tokens.Count - 1) * 4, 4).ToArray();
    }

    private static int[] Greedy<T>(SequenceModel<T> model, T[] source, int most) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<int> tokens = [Start];
        while (tokens.Count <= most && (tokens.Count == 1 || tokens[^1] != End))
        {
            T[] row = Row(model, source, tokens);
            tokens.Add(Array.IndexOf(row, row.Max()));
        }

        return [.. tokens.Skip(1)];
    }

    // All sequences that end, or have the most tokens, with the logarithms of their probabilities.
    private static IEnumerable<(double Score, int[] Tokens)> All(SmallTransformer model, int most)
    {
        return Following([Start], 0);

        IEnumerable<(double, int[])> Following(int[] tokens, double score)
        {
            double[] share = Sequences.Softmax(Row(model, Words, tokens), 1);
            for (int token = 0; token < 4; token++)
            {
                int[] next = [.. tokens, token];
                double its = score + Math.Log(share[token]);
                if (token == End || next.Length > most) yield return (its, next[1..]);
                else
                {
                    foreach (var one in Following(next, its)) yield return one;
                }
            }
        }
    }
}
