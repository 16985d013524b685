using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace SimdSeq.Datasets.Tests;

public class SyntheticReviewsTests
{
    [Fact]
    public void TheSeedDecidesEverything()
    {
        ReviewData a = SyntheticReviews.Generate(200, 100, seed: 7), b = SyntheticReviews.Generate(200, 100, seed: 7);
        Assert.Equal(a.Training.Sequences, b.Training.Sequences);
        Assert.Equal(a.Test.Labels, b.Test.Labels);
        Assert.NotEqual(a.Training.Sequences, SyntheticReviews.Generate(200, 100, seed: 8).Training.Sequences);
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticReviews.Generate(3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticReviews.Generate(2, 0));
    }

    [Fact]
    public void TheyAreTheSameOnEveryMachine()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ReviewData data = SyntheticReviews.Generate();
        foreach (int[] review in data.Training.Sequences.Concat(data.Test.Sequences))
            hash.AppendData(MemoryMarshal.AsBytes(review.AsSpan()));
        hash.AppendData(data.Training.Labels);
        hash.AppendData(data.Test.Labels);
        Assert.Equal("33b5e32b6feaadb3000f1f2f828c76f0a2f851415990e65f0f47c400d56b1737", Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Theory]
    [InlineData(42ul)]
    [InlineData(1ul)]
    public void TheyHaveTheFormOfTheRealOnes(ulong seed)
    {
        ReviewData data = SyntheticReviews.Generate(seed: seed);
        Assert.Equal((2000, 1000, ReviewSource.Synthetic), (data.Training.Count, data.Test.Count, data.Source));
        Assert.InRange(data.Vocabulary.Count, 200, 400);
        foreach (ReviewSet set in (ReviewSet[])[data.Training, data.Test])
        {
            Assert.Equal(set.Count / 2, set.Labels.Count(label => label == 1));
            Assert.All(set.Sequences, review => Assert.Equal(ImdbReviews.Start, review[0]));
            Assert.All(set.Sequences, review => Assert.All(review[1..], id => Assert.InRange(id, 4, 3 + data.Vocabulary.Count)));
            Assert.InRange(set.Labels[..100].Count(label => label == 1), 25, 75); // in no order of sides
        }
    }

    [Theory]
    [InlineData(42ul)]
    [InlineData(1ul)]
    public void LabelsCanBeLearnedButNotFromOneWordAndNotWhollyFromWordsAlone(ulong seed)
    {
        ReviewData data = SyntheticReviews.Generate(seed: seed);
        int words = data.Vocabulary.Count + 4;
        double ofWords = PerceptronAccuracy(data, words);
        double ofOneWord = Enumerable.Range(4, words - 4).Max(id => OneWordAccuracy(data.Test, id));
        Assert.True(ofWords is > 0.8 and < 0.95, $"a bag of words gets {ofWords:f3}");
        Assert.True(ofOneWord < 0.65, $"one word gets {ofOneWord:f3}");
    }

    /// <summary>Share of a set that the presence of one word tells, in whichever direction.</summary>
    private static double OneWordAccuracy(ReviewSet set, int id)
    {
        double right = Enumerable.Range(0, set.Count).Count(r => set.Sequences[r].Contains(id) == (set.Labels[r] == 1)) / (double)set.Count;
        return Math.Max(right, 1 - right);
    }

    /// <summary>Share of the test reviews that a perceptron over word counts gets right, its weights averaged over training.</summary>
    private static double PerceptronAccuracy(ReviewData data, int words)
    {
        double[] weights = new double[words], sum = new double[words];
        for (int epoch = 0; epoch < 10; epoch++)
        {
            for (int r = 0; r < data.Training.Count; r++)
            {
                int side = data.Training.Labels[r] == 1 ? 1 : -1;
                if (side * data.Training.Sequences[r].Sum(id => weights[id]) <= 0)
                {
                    foreach (int id in data.Training.Sequences[r]) weights[id] += side;
                }

                for (int id = 0; id < words; id++) sum[id] += weights[id];
            }
        }

        ReviewSet test = data.Test;
        int right = Enumerable.Range(0, test.Count).Count(r => test.Sequences[r].Sum(id => sum[id]) > 0 == (test.Labels[r] == 1));
        return right / (double)test.Count;
    }
}
