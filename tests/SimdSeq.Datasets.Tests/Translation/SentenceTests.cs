namespace SimdSeq.Datasets.Tests.Translation;

public sealed class SentenceTests
{
    [Theory]
    [InlineData("Zwei junge, weiße Männer.", "zwei|junge|,|weiße|männer|.")]
    [InlineData("A man's T-shirt - red!", "a|man's|t-shirt|-|red|!")]
    [InlineData(" 'quoted' x-\t", "'|quoted|'|x|-")]
    [InlineData("ÄRGER & 20 €", "ärger|&|20|€")]
    [InlineData("", "")]
    public void WordsAreRunsOfLetters(string sentence, string words) => Assert.Equal(words, string.Join('|', SentenceWords.Of(sentence)));

    [Fact]
    public void FrequentWordsHaveTheFirstNumbers()
    {
        string[][] sentences = [["b", "a", "b"], ["c", "a", "b"], ["d"]];
        var all = new WordVocabulary(sentences, 100);
        Assert.Equal([3, 4, 5, 6, 0], all.Encode(["b", "a", "c", "d", "e"]));
        Assert.Equal(["b", "<unk>", "d"], all.Decode([3, 0, 6, WordVocabulary.End, 4]));
        var twice = new WordVocabulary(sentences, 100, leastFrequency: 2);
        Assert.Equal(5, twice.Count);
        Assert.Equal(WordVocabulary.Unknown, twice["c"]);
        Assert.Equal(4, new WordVocabulary(sentences, 4).Count);
    }

    [Fact]
    public void PairsAreReadLineByLineAndMustBeAsMany()
    {
        using var folder = new TemporaryFolder();
        foreach (string part in (string[])["train", "val", "test_2016_flickr"])
        {
            File.WriteAllText(Path.Combine(folder.Path, $"{part}.de"), "Ein Mann.\nZwei Hunde.\n");
            File.WriteAllText(Path.Combine(folder.Path, $"{part}.en"), "A man.\r\nTwo dogs.\r\n");
        }

        TranslationCorpus corpus = Multi30k.Load(folder.Path);
        Assert.Equal(["Ein Mann.", "Zwei Hunde."], corpus.Training.Source);
        Assert.Equal(["A man.", "Two dogs."], corpus.Test.Target);
        File.AppendAllText(Path.Combine(folder.Path, "val.en"), "One more.\n");
        Assert.Contains("expected 2 lines", Assert.Throws<DataFormatException>(() => Multi30k.Load(folder.Path)).Message,
            StringComparison.Ordinal);
        File.Delete(Path.Combine(folder.Path, "train.de"));
        Assert.Throws<FileNotFoundException>(() => Multi30k.Load(folder.Path));
    }

    [Fact]
    public void GeneratedSentencesAreTheSameEverywhere()
    {
        TranslationCorpus corpus = SyntheticTranslations.Generate(100), again = SyntheticTranslations.Generate(100);
        Assert.Equal((100, 10, 10), (corpus.Training.Count, corpus.Validation.Count, corpus.Test.Count));
        Assert.Equal(corpus.Training.Target, again.Training.Target);
        string[] source = SentenceWords.Of(corpus.Training.Source[0]), target = SentenceWords.Of(corpus.Training.Target[0]);
        Assert.Equal(source.Length, target.Length);
    }
}
