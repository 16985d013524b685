using System.IO.Compression;
using System.Text.Json;
using SimdSeq.Data;

namespace SimdSeq.Datasets.Tests;

public class RealReviewsTests
{
    private const string Text = "imdb/aclImdb_v1_labelled.tar.gz";
    private const string Ranks = "imdb/imdb_keras_sequences.npz";
    private const string WordIndex = "imdb/imdb_word_index.json.gz";

    [RealDataFact(Text, Ranks, WordIndex)]
    public void TheTextGivesExactlyTheSequencesOfKeras()
    {
        var everyWord = new ReviewOptions { Words = int.MaxValue };
        ReviewData text = ImdbReviews.Load(RealDataFactAttribute.PathOf(Text), everyWord);
        ReviewData ranks = ImdbReviews.Load(RealDataFactAttribute.PathOf(Ranks), everyWord);
        AssertSame(ranks.Training, text.Training);
        AssertSame(ranks.Test, text.Test);
        Assert.Equal((ReviewSource.Text, ReviewSource.WordRanks), (text.Source, ranks.Source));

        using var gzip = new GZipStream(File.OpenRead(RealDataFactAttribute.PathOf(WordIndex)), CompressionMode.Decompress);
        Dictionary<string, int> index = JsonSerializer.Deserialize<Dictionary<string, int>>(gzip)!;
        Assert.Equal(88_584, text.Vocabulary.Count);
        Assert.Equal(index.OrderBy(pair => pair.Value).Select(pair => pair.Key), text.Vocabulary);
    }

    [RealDataFact(Text, Ranks)]
    public void BothFormsAreTheSameInTheOrderOfFilesToo()
    {
        var files = new ReviewOptions { Words = 5000, Order = ReviewOrder.Files };
        ReviewData text = ImdbReviews.Load(RealDataFactAttribute.PathOf(Text), files);
        ReviewData ranks = ImdbReviews.Load(RealDataFactAttribute.PathOf(Ranks), files);
        AssertSame(ranks.Training, text.Training);
        AssertSame(ranks.Test, text.Test);
        Assert.Equal(4999, text.Training.Sequences.Max(review => review.Max()));
        Assert.Equal([.. Enumerable.Repeat((byte)1, 12_500), .. Enumerable.Repeat((byte)0, 12_500)], text.Training.Labels);
    }

    [RealDataFact(Ranks)]
    public void RowsAreThoseOfLoadData()
    {
        // The first rows of Keras's documentation and of Chollet's book, listings 3.1 to 3.3 and 6.6.
        ReviewData data = ImdbReviews.Load(RealDataFactAttribute.PathOf(Ranks));
        Assert.Equal([1, 14, 22, 16, 43, 530, 973, 1622, 1385, 65, 458, 4468, 66, 3941, 4, 173], data.Training.Sequences[0][..16]);
        Assert.Equal(218, data.Training.Sequences[0].Length);
        Assert.Equal([1, 194, 1153, 194, 8255, 78, 228, 5, 6, 1463], data.Training.Sequences[1][..10]);
        Assert.Equal([1, 0, 0, 1, 0, 0, 1, 0, 1, 0], data.Training.Labels[..10]);
        Assert.Equal(9999, data.Training.Sequences.Max(review => review.Max()));
        Assert.Equal((12_500, 12_500), (data.Training.Labels.Count(label => label == 1), data.Test.Labels.Count(label => label == 1)));

        SequenceDataset<float> samples = data.Training.ToDataset();
        Assert.Equal((25_000, 500, 1, 1), (samples.Count, samples.Steps, samples.Features, samples.Targets));
        Assert.Equal(218, samples.KeptSteps(0));
        var inputs = new float[500 * 16];
        samples.Fill([0], inputs, []);
        Assert.Equal([0, 1, 14, 22, 16], Enumerable.Range(281, 5).Select(step => inputs[step * 16]));
    }

    private static void AssertSame(ReviewSet expected, ReviewSet actual)
    {
        Assert.Equal(25_000, actual.Count);
        Assert.Equal(expected.Labels, actual.Labels);
        for (int row = 0; row < expected.Count; row++)
            Assert.True(expected.Sequences[row].AsSpan().SequenceEqual(actual.Sequences[row]), $"row {row}");
    }
}
