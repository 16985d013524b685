using System.Numerics;

namespace SimdSeq.Tests.Generation;

/// <summary>The likeliest token, by every way that leads to it.</summary>
public sealed class GreedyTests
{
    private static readonly GenerateOptions Greedy = new() { Temperature = 0, MaxTokens = 12 };

    public static TheoryData<int[]> Prompts => [[3], [0, 1], [6, 6, 2, 5]];

    [Theory]
    [MemberData(nameof(Prompts))]
    public void IsTheLargestOfTheBatchPrediction(int[] prompt)
    {
        Check(new RecurrentLogits(1), prompt);
        Check(new RecurrentProbabilities(2), prompt);
        Check(new RecurrentLogarithms(3), prompt);
        Check(new TransformerLogits(4), prompt);
        Check(new WindowedTransformer(5), prompt);

        static void Check<T>(SequenceModel<T> model, int[] prompt) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            int count = model.Steps - prompt.Length + 1;
            int[] expected = Sequences.Greedy(model, prompt, count, model.Steps);
            Assert.Equal(expected, model.Generate(prompt, Greedy with { MaxTokens = count }));
        }
    }

    [Theory]
    [MemberData(nameof(Prompts))]
    public void SmallTemperaturesAndOneOfTheBestAreTheSame(int[] prompt)
    {
        Check(new RecurrentLogits(1), prompt);
        Check(new RecurrentProbabilities(2), prompt);
        Check(new RecurrentLogarithms(3), prompt);

        static void Check<T>(SequenceModel<T> model, int[] prompt) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            int[] expected = model.Generate(prompt, Greedy);
            var drawn = Greedy with { Temperature = 1, Seed = 5 };
            foreach (double temperature in (double[])[1e-6, 1e-9, 1e-300, double.Epsilon])
                Assert.Equal(expected, model.Generate(prompt, drawn with { Temperature = temperature }));
            Assert.Equal(expected, model.Generate(prompt, drawn with { TopK = 1 }));
            Assert.Equal(expected, model.Generate(prompt, drawn with { TopP = 1e-9 }));
            Assert.Equal(expected, model.Generate(prompt, drawn with { Beams = 1 }));
        }
    }

    [Fact]
    public void ASearchOfWidthOneEndsWhereItDoes()
    {
        var model = new RecurrentLogits(1);
        int[] all = model.Generate([3], Greedy);
        foreach (int end in all.Distinct())
        {
            int[] expected = all[..(Array.IndexOf(all, end) + 1)];
            Assert.Equal(expected, model.Generate([3], Greedy with { EndToken = end }));
            foreach (double alpha in (double[])[0, 0.6, 3])
            {
                var search = Greedy with { Temperature = 1, Beams = 1, EndToken = end, LengthPenalty = alpha };
                Assert.Equal(expected, model.Generate([3], search));
            }
        }
    }

    [Fact]
    public void APromptMayBeLongerThanWhatTheModelWasTrainedOn()
    {
        var model = new RecurrentLogits(1);
        int[] prompt = [.. Enumerable.Range(0, 50).Select(i => i * i % 7)];
        using var stream = model.OpenStream();
        float[] row = [];
        foreach (int token in prompt) row = stream.Step([token]).ToArray();
        Assert.Equal(Array.IndexOf(row, row.Max()), model.Generate(prompt, Greedy)[0]);
        Assert.Equal(200, model.Generate(prompt, Greedy with { MaxTokens = 200 }).Length);
        Assert.Equal(200, new WindowedTransformer(1).Generate(prompt, Greedy with { MaxTokens = 200 }).Length);
    }
}
