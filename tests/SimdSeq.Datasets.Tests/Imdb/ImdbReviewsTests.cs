using System.Formats.Tar;

namespace SimdSeq.Datasets.Tests;

public sealed class ImdbReviewsTests : IDisposable
{
    private static readonly ReviewOptions InFileOrder = new() { Order = ReviewOrder.Files };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void IdsAreThoseOfKeras()
    {
        ReviewData data = ImdbReviews.Load(SmallReviews.WriteDirectory(_folder), InFileOrder);
        Assert.Equal(["the", "film", "good"], data.Vocabulary.Take(3));
        Assert.Equal(["br", "\u00c9t\u00e9"], data.Vocabulary.Skip(3).Order(StringComparer.Ordinal)); // equally frequent
        int br = 4 + data.Vocabulary.ToList().IndexOf("br"), summer = 4 + data.Vocabulary.ToList().IndexOf("\u00c9t\u00e9");
        Assert.Equal([[1, 4, 5, 6, br], [1, 4, 6, 4, summer], [1, 4, 5, 4, 5]], data.Training.Sequences); // 10_8 comes before 9_7
        Assert.Equal([1, 1, 0], data.Training.Labels);
        Assert.Equal([[1, 6, 4, 5], [1, 4, 5]], data.Test.Sequences); // "unseen" is left out
        Assert.Equal([1, 0], data.Test.Labels);
        Assert.Equal(ReviewSource.Text, data.Source);
    }

    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void EveryTextFormGivesTheSame(TarEntryFormat format)
    {
        ReviewData expected = ImdbReviews.Load(SmallReviews.WriteDirectory(_folder));
        AssertSame(expected, ImdbReviews.Load(Path.Combine(_folder.Path, "aclImdb")));
        AssertSame(expected, ImdbReviews.Load(_folder.WriteBytes("a.tar.gz", SmallReviews.Gzip(SmallReviews.Tar(format: format)))));
        var backwards = SmallReviews.Files.Reverse().ToDictionary(file => file.Key, file => file.Value);
        AssertSame(expected, ImdbReviews.Load(_folder.WriteBytes("b.tar.gz", SmallReviews.Gzip(SmallReviews.Tar(backwards, format)))));
    }

    [Fact]
    public void WordRanksBecomeIds()
    {
        string path = _folder.WriteBytes("a.npz", SmallReviews.Npz());
        ReviewData files = ImdbReviews.Load(path, InFileOrder);
        Assert.Equal([[1, 4, 5, 6, 7], [1, 4, 6, 4, 8], [1, 4, 5, 4, 5]], files.Training.Sequences);
        Assert.Equal([[1, 6, 4, 5], [1, 4, 5]], files.Test.Sequences);
        Assert.Equal((ReviewSource.WordRanks, 0), (files.Source, files.Vocabulary.Count));
        ReviewData keras = ImdbReviews.Load(path);
        Assert.Equal([files.Training.Sequences[2], files.Training.Sequences[0], files.Training.Sequences[1]], keras.Training.Sequences);
        Assert.Equal([0, 1, 1], keras.Training.Labels);
    }

    [Theory]
    [InlineData(4, new[] { 1, 2, 2, 2, 2 })]
    [InlineData(5, new[] { 1, 4, 2, 2, 2 })]
    [InlineData(7, new[] { 1, 4, 5, 6, 2 })]
    [InlineData(int.MaxValue, new[] { 1, 4, 5, 6, 7 })]
    public void RarerWordsBecomeTwo(int words, int[] first)
    {
        ReviewOptions options = InFileOrder with { Words = words };
        string path = _folder.WriteBytes("a.npz", SmallReviews.Npz());
        Assert.Equal(first, ImdbReviews.Load(path, options).Training.Sequences[0]);
        int[] fromText = ImdbReviews.Load(SmallReviews.WriteDirectory(_folder), options).Training.Sequences[0];
        if (words < int.MaxValue) Assert.Equal(first, fromText);
        else Assert.Equal(first[..^1], fromText[..^1]); // the last word is one of two that are equally frequent
        Assert.Throws<ArgumentOutOfRangeException>(() => ImdbReviews.Load(path, options with { Words = 3 }));
    }

    [Fact]
    public void RowsCanBeTakenApart()
    {
        ReviewSet set = ImdbReviews.Load(_folder.WriteBytes("a.npz", SmallReviews.Npz()), InFileOrder).Training;
        ReviewSet last = set.Rows(new Data.RowRange(1, 2));
        Assert.Equal([1, 0], last.Labels);
        Assert.Equal([set.Sequences[1], set.Sequences[2]], last.Sequences);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Rows(new Data.RowRange(1, 3)));
        var inputs = new float[3 * 16];
        var targets = new float[16];
        set.ToDataset(3).Fill([2, 0], inputs, targets);
        Assert.Equal([5, 4, 5, 1], [inputs[0], inputs[16], inputs[32], targets[1]]);
    }

    [Fact]
    public void ReadingCanBeStopped()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        foreach (string path in (string[])
            [
                SmallReviews.WriteDirectory(_folder), _folder.WriteBytes("a.npz", SmallReviews.Npz()),
                _folder.WriteBytes("a.tar.gz", SmallReviews.Gzip(SmallReviews.Tar())),
            ])
            Assert.Throws<OperationCanceledException>(() => ImdbReviews.Load(path, cancellation: stopped.Token));
    }

    private static void AssertSame(ReviewData expected, ReviewData actual)
    {
        Assert.Equal(expected.Training.Sequences, actual.Training.Sequences);
        Assert.Equal(expected.Training.Labels, actual.Training.Labels);
        Assert.Equal(expected.Test.Sequences, actual.Test.Sequences);
        Assert.Equal(expected.Test.Labels, actual.Test.Labels);
        Assert.Equal(expected.Vocabulary, actual.Vocabulary);
    }
}
