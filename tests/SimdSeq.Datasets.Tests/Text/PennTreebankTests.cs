using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace SimdSeq.Datasets.Tests;

public sealed class PennTreebankTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WordsAndCharactersAreRead()
    {
        WriteAll();
        TokenText words = PennTreebank.LoadWords(_folder.Path);
        Assert.Equal(["a", "b", "<unk>", "<eos>"], words.Vocabulary);
        Assert.Equal([0, 1, 2, 3, 1, 3], words.Training);
        Assert.Equal([1, 1, 3], words.Validation);
        Assert.Equal([2, 3], words.Test);
        Assert.Equal(3, words.EndOfLine);
        TokenText characters = PennTreebank.LoadCharacters(Path.Combine(_folder.Path, "ptb.train.txt"));
        Assert.Equal("a b <unk>\nb\n", string.Concat(characters.Training.Select(number => characters.Vocabulary[number])));
        Assert.Equal("b b\n", string.Concat(characters.Validation.Select(number => characters.Vocabulary[number])));
        Assert.Equal("\n", characters.Vocabulary[characters.EndOfLine]);
        double expected = -(Math.Log(2 / 6.0) + Math.Log(2 / 6.0)) / 2;
        Assert.Equal(expected, words.FrequencyLoss(words.Validation), 1e-12);
    }

    [Fact]
    public void PackedFilesAndTheArchiveAreTheSame()
    {
        foreach ((string name, string text) in Texts) _folder.WriteGzip($"{name}.gz", text);
        Assert.Equal([0, 1, 2, 3, 1, 3], PennTreebank.LoadWords(_folder.Path).Training);
        string archive = _folder.WriteBytes("simple-examples.tgz", Archive(Texts));
        Assert.Equal([0, 1, 2, 3, 1, 3], PennTreebank.LoadWords(archive).Training);
        Assert.Equal([2, 3], PennTreebank.LoadWords(archive).Test);
    }

    [Fact]
    public void CutAndOtherFilesAreErrors()
    {
        WriteAll();
        Fails("ptb.valid.txt", "b c\n"u8, "expected words and characters of the training text, got 'c' in line 1");
        Fails("ptb.test.txt", ""u8, "got an empty file");
        Fails("ptb.test.txt", " \n \n"u8, "got white space alone");
        Fails("ptb.test.txt", "<!doctype html><p>b</p>"u8, "got a web page");
        Fails("ptb.test.txt", [(byte)'b', 0xff, 0xfe], "got other bytes");
        Fails("ptb.test.txt", TemporaryFolder.Gzip("b\n").AsSpan()[..^3], "a gzip that is truncated or damaged");
        byte[] archive = Archive(Texts);
        for (int length = 0; length < archive.Length; length += 3)
        {
            string path = _folder.WriteBytes("cut.tgz", archive[..length]);
            Assert.Throws<DataFormatException>(() => PennTreebank.LoadWords(path));
        }

        string two = _folder.WriteBytes("two.tgz", Archive(Texts[..2]));
        Assert.Contains("expected a member data/ptb.test.txt",
            Assert.Throws<DataFormatException>(() => PennTreebank.LoadWords(two)).Message);
        File.Delete(Path.Combine(_folder.Path, "ptb.test.txt"));
        Assert.Contains("ptb.test.txt", Assert.Throws<FileNotFoundException>(() => PennTreebank.LoadWords(_folder.Path)).Message);
    }

    [Fact]
    public void StandInsAreWholeTextsOfOneVocabulary()
    {
        TokenText words = SyntheticText.Words(200), characters = SyntheticText.Characters(200);
        Assert.InRange(words.Vocabulary.Count, 400, 1000);
        Assert.InRange(characters.Vocabulary.Count, 15, 50); // as many as the models of the real text have at most
        Assert.Equal(words.Training, SyntheticText.Words(200).Training);
        Assert.Equal(20, words.Test.Count(token => token == words.EndOfLine));
        Assert.InRange(words.FrequencyLoss(words.Test), 2, 7);
    }

    [RealDataFact("ptb/ptb.train.txt.gz", "ptb/ptb.valid.txt.gz", "ptb/ptb.test.txt.gz")]
    public void TheRealTextHasTheKnownSizes()
    {
        TokenText words = PennTreebank.LoadWords(RealDataFactAttribute.PathOf("ptb"));
        Assert.Equal((929_589, 73_760, 82_430, 10_000),
            (words.Training.Length, words.Validation.Length, words.Test.Length, words.Vocabulary.Count));
        TokenText characters = PennTreebank.LoadCharacters(RealDataFactAttribute.PathOf("ptb"));
        Assert.Equal((5_017_482, 50), (characters.Training.Length, characters.Vocabulary.Count));
    }

    private static (string Name, string Text)[] Texts =>
        [("ptb.train.txt", " a b <unk> \n b \n"), ("ptb.valid.txt", " b b \n"), ("ptb.test.txt", " <unk> \n")];

    private void WriteAll()
    {
        foreach ((string name, string text) in Texts) _folder.Write(name, text);
    }

    private void Fails(string name, ReadOnlySpan<byte> content, string expected)
    {
        string path = Path.Combine(_folder.Path, name), old = File.ReadAllText(path);
        File.WriteAllBytes(path, content.ToArray());
        var e = Assert.Throws<DataFormatException>(() => PennTreebank.LoadWords(_folder.Path));
        Assert.StartsWith(path, e.Message);
        Assert.Contains(expected, e.Message);
        File.WriteAllText(path, old);
    }

    private static byte[] Archive((string Name, string Text)[] texts)
    {
        var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            using var tar = new TarWriter(gzip);
            foreach ((string name, string text) in texts)
            {
                var entry = new UstarTarEntry(TarEntryType.RegularFile, $"./simple-examples/data/{name}")
                {
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                };
                tar.WriteEntry(entry);
            }
        }

        return memory.ToArray();
    }
}
