using SimdSeq.Kernels;

namespace SimdSeq.Datasets.Tests;

/// <summary>Reviews as documents: where sentences end, which words have numbers, and what is cut.</summary>
public sealed class ReviewDocumentsTests
{
    [Theory]
    [InlineData("I like it. You do not!", "i like it .|you do not !")]
    [InlineData("So good...<br /><br />See it", "so good . . .|see it")]
    [InlineData("It is 3.5 of imdb.com stars.", "it is 3 . 5 of imdb . com stars .")]
    [InlineData("Mr. T. Brown and Dr. Lee vs. them. End", "mr . t . brown and dr . lee vs . them .|end")]
    [InlineData("So do I. He said \"no!\" (why?) Well.", "so do i .|he said \" no ! \"|( why ? )|well .")]
    [InlineData("I <3 it<br/>line\nnext\r\n", "i < 3 it|line|next")]
    [InlineData("Wait?!? ... -- !!!", "wait ? ! ?")]
    [InlineData("That was plan B. It failed</i>. Yes", "that was plan b . it failed|yes")]
    [InlineData("<", "")]
    [InlineData("", "")]
    public void Sentences_end_where_the_rule_says(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', ReviewSentences.Of(text).Select(words => string.Join(' ', words))));

    [Fact]
    public void Words_are_numbered_by_training_reviews_alone_and_documents_are_cut_in_the_middle()
    {
        using TemporaryFolder folder = Folder(
            ("train/pos/0_9.txt", "a a a b b. c. d. e."), ("train/neg/0_2.txt", "a b c."), ("test/pos/0_9.txt", "z z z z a b."),
            ("test/neg/0_1.txt", "c d."));
        var options = new DocumentOptions { Words = 5, LeastFrequency = 2, SentenceLength = 4, Sentences = 3 };
        ReviewDocuments reviews = ReviewDocuments.Load(folder.Path, options);
        Assert.Equal([".", "a", "b"], reviews.Vocabulary.Words); // 5, 4 and 3 times; c has no room left
        int positive = reviews.Training.Labels.IndexOf((byte)1);
        Assert.Equal(Text([[3, 3, 3, 4], [4, 2], [1, 2]]), Text(reviews.Training.Documents[positive])); // "c ." and "d ." are the middle
        Assert.Equal(0.5, reviews.Cut);
        int tested = reviews.Test.Labels.IndexOf((byte)1);
        Assert.Equal(Text([[1, 1, 1, 1], [3, 4, 2]]), Text(reviews.Test.Documents[tested]));
        Assert.Equal(Text([[3, 1], [4]]), Text(reviews.Vocabulary.Encode([["a", "nobody"], ["b"]])));
    }

    [Fact]
    public void A_sample_has_its_words_where_its_sentences_are_and_zeros_elsewhere()
    {
        var set = new DocumentSet([[[7, 8], [9]], [[5]]], [1, 0]);
        SampleDataset data = set.ToDataset(sentences: 3, words: 2);
        Assert.Equal((2, 6, 1, 1, 3), (data.Count, data.Steps, data.Features, data.Targets, data.Groups!.Value));
        int lanes = Tile<float>.Lanes;
        float[] inputs = new float[6 * lanes], targets = new float[lanes];
        data.Fill([1, 0], inputs, targets);
        Assert.Equal([5, 0, 0, 0, 0, 0], Enumerable.Range(0, 6).Select(i => (int)inputs[i * lanes]));
        Assert.Equal([7, 8, 9, 0, 0, 0], Enumerable.Range(0, 6).Select(i => (int)inputs[i * lanes + 1]));
        Assert.Equal([0f, 1f], targets[..2]);
        string message = Assert.Throws<ArgumentException>(() => set.ToDataset(1, 2)).Message;
        Assert.StartsWith(
            "Expected documents of at most 1 sentences x 2 words; document 0 has 2 sentences, the longest of 2 words.", message);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Rows(new(1, 2)));
        Assert.Equal([(byte)0], set.Rows(new(1, 1)).Labels);
    }

    [Fact]
    public void Generated_reviews_have_both_sides_and_all_their_words()
    {
        ReviewDocuments reviews = ReviewDocuments.Generate(200, 100);
        Assert.Equal((200, 100, 100), (reviews.Training.Count, reviews.Test.Count, reviews.Training.Labels.Count(label => label == 1)));
        Assert.All(reviews.Training.Documents, document => Assert.InRange(document.Length, 5, 30));
        Assert.Equal(0, reviews.Cut);
    }

    [Fact]
    public void What_has_no_sentences_is_refused()
    {
        using var folder = new TemporaryFolder();
        string npz = System.IO.Path.Combine(folder.Path, "ranks.npz");
        File.WriteAllBytes(npz, [0x50, 0x4b, 3, 4]);
        Assert.Contains("word ranks have no sentences", Assert.Throws<DataFormatException>(() => ReviewDocuments.Load(npz)).Message);
        Assert.Throws<FileNotFoundException>(() => ReviewDocuments.Load(npz + ".no"));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReviewDocuments.Load(folder.Path, new DocumentOptions { Sentences = 0 }));
        using TemporaryFolder empty = Folder(("train/pos/0_9.txt", "..."));
        Assert.Contains("without a word", Assert.Throws<DataFormatException>(() => ReviewDocuments.Load(empty.Path)).Message);
    }

    private static TemporaryFolder Folder(params (string File, string Text)[] reviews)
    {
        var folder = new TemporaryFolder();
        foreach (string name in (string[])["train/pos", "train/neg", "test/pos", "test/neg"])
            Directory.CreateDirectory(System.IO.Path.Combine(folder.Path, name));
        foreach ((string file, string text) in reviews) File.WriteAllText(System.IO.Path.Combine(folder.Path, file), text);
        return folder;
    }

    private static string Text(int[][] sentences) => string.Join('|', sentences.Select(words => string.Join(' ', words)));
}
