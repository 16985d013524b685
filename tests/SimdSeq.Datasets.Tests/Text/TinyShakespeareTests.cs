using SimdSeq.Data;

namespace SimdSeq.Datasets.Tests;

public sealed class TinyShakespeareTests : IDisposable
{
    private const string Play = "First Citizen:\nBefore we proceed any further, hear me speak.\n\nAll:\nSpeak, speak.\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CharactersAreReadInTheOrderOfTheirCodes()
    {
        TokenText text = TinyShakespeare.Load(_folder.Write("tinyshakespeare.txt", Play));
        Assert.Equal(65, text.Vocabulary.Count);
        Assert.Equal(text.Vocabulary.Order(StringComparer.Ordinal), text.Vocabulary);
        Assert.Equal((0, "\n", 1, " "), (text.EndOfLine, text.Vocabulary[0], text.Vocabulary.ToList().IndexOf(" "), text.Vocabulary[1]));
        Assert.Equal((int)(0.9 * Play.Length), text.Training.Length);
        Assert.Equal(Play, string.Concat(text.Training.Concat(text.Validation).Select(number => text.Vocabulary[number])));
        Assert.Equal(text.Validation, text.Test);
        Assert.Equal(text.Training, TinyShakespeare.Load(_folder.WriteGzip("tinyshakespeare.txt.gz", Play)).Training);
    }

    [Fact]
    public void TheFolderAndTheCatalogKnowIt()
    {
        Assert.Null(DataFolder.Find("tinyshakespeare", _folder.Path));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "text"));
        string packed = _folder.WriteGzip("text/tinyshakespeare.txt.gz", Play);
        Assert.Equal(packed, DataFolder.Find("tinyshakespeare", _folder.Path));
        string plain = _folder.Write("text/tinyshakespeare.txt", Play);
        Assert.Equal(plain, DataFolder.Locate("TinyShakespeare", _folder.Path));
        DatasetEntry entry = DatasetCatalog.Get("tinyshakespeare");
        entry.Validate!(plain);
        Assert.Contains(entry.FileName, plain);
        Assert.Throws<DataFormatException>(() => entry.Validate(_folder.Write("other.txt", "ÄÖÜ are none of the characters")));
    }

    [Fact]
    public void OtherFilesAreErrors()
    {
        Fails(Play + "1", "expected tiny Shakespeare, or another text of its 65 characters, got '1'");
        Fails("\n" + Play + "é", "got 'é'");
        Fails(Play + "😀", "got '😀'");
        Fails(Play + "\r\n", "got the character U+000D");
        Fails("", "at least 20 of them, got 0 bytes");
        Fails("<!doctype html><p>To be, or not to be</p>", "got a web page");
        string cut = _folder.WriteGzip("cut.gz", Play, cutTo: 40);
        Assert.Contains("a gzip that is truncated or damaged",
            Assert.Throws<DataFormatException>(() => TinyShakespeare.Load(cut)).Message);
        Assert.Throws<FileNotFoundException>(() => TinyShakespeare.Load(Path.Combine(_folder.Path, "none.txt")));

        void Fails(string content, string expected)
        {
            string path = _folder.Write("other.txt", content);
            string message = Assert.Throws<DataFormatException>(() => TinyShakespeare.Load(path)).Message;
            Assert.StartsWith(path, message);
            Assert.Contains(expected, message);
        }
    }

    [Fact]
    public void TheStandInIsATextOfTheSameForm()
    {
        TokenText text = SyntheticText.Speeches(200);
        Assert.Equal(TinyShakespeare.Alphabet, string.Concat(text.Vocabulary));
        Assert.Equal(text.Training, SyntheticText.Speeches(200).Training);
        string play = string.Concat(text.Training.Select(number => text.Vocabulary[number]));
        Assert.Matches(@"(?m)\A[A-Z]+:\n[A-Z][a-z ]+[.!]\n", play);
        Assert.InRange(text.FrequencyLoss(text.Validation), 2, 3.5);
        Assert.True(SyntheticText.Speeches().Validation.Length > 5000);
    }

    [RealDataFact("text/tinyshakespeare.txt.gz")]
    public void TheRealTextHasTheKnownSizes()
    {
        TokenText text = TinyShakespeare.Load(RealDataFactAttribute.PathOf("text/tinyshakespeare.txt.gz"));
        Assert.Equal((1_003_854, 111_540), (text.Training.Length, text.Validation.Length));
        Assert.Equal(65, text.Training.Concat(text.Validation).Distinct().Count());
    }

    [Theory]
    [InlineData(2, 1, 1, 1)]
    [InlineData(50, 7, 1, 43)]
    [InlineData(50, 7, 7, 7)]
    [InlineData(51, 10, 10, 5)]
    [InlineData(50, 10, 10, 4)]
    [InlineData(50, 10, 25, 2)]
    public void BlocksPredictTheNextTokenAtEveryStep(int tokens, int steps, int stride, int count)
    {
        int[] text = [.. Enumerable.Range(100, tokens)];
        var data = new TextBlocks(text, steps, stride);
        Assert.Equal((count, steps, 1, steps, false), (data.Count, data.Steps, data.Features, data.Targets, data.HasLengths));
        for (int sample = 0; sample < data.Count; sample++)
        {
            (float[] inputs, float[] targets) = Filled.Of(data, sample);
            Assert.Equal(Enumerable.Range(100 + sample * stride, steps).Select(token => (float)token), inputs);
            Assert.Equal(inputs.Select(token => token + 1), targets);
        }
    }

    [Fact]
    public void BlocksThatMakeNoSenseAreErrors()
    {
        int[] text = [1, 2, 3];
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextBlocks(text, 3, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextBlocks(text, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextBlocks(text, 1, 0));
    }
}
