namespace SimdSeq.Datasets.Tests;

public sealed class WikiText103Tests : IDisposable
{
    // As in the real files: headings, blank lines with a space, and rare words that are <unk> already.
    private const string Training = " = Cat = \n \n the cat <unk> the mat \n the end \n",
        Validation = " the cat \n saw \n", Test = " a cat \n \n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ZipAndFolderGiveTheSameWords()
    {
        foreach (string path in (string[])[Zip("whole.zip"), Folder("wikitext"), Path.Combine(Folder("beside"), "wiki.train.tokens")])
        {
            TokenText text = WikiText103.Load(path);
            Assert.Equal(["=", "Cat", "<eos>", "the", "cat", "<unk>", "mat", "end"], text.Vocabulary);
            Assert.Equal([0, 1, 0, 2, 2, 3, 4, 5, 3, 6, 2, 3, 7, 2], text.Training);
            Assert.Equal([3, 4, 2, 5, 2], text.Validation); // "saw" has no number
            Assert.Equal([5, 4, 2, 2], text.Test);
            Assert.Equal(2, text.EndOfLine);

            TokenText slice = WikiText103.Load(path, training: 10, others: 2, vocabulary: 4); // the rest is not looked at
            Assert.Equal(["=", "<eos>", "the", "<unk>"], slice.Vocabulary);
            Assert.Equal([0, 3, 0, 1, 1, 2, 3, 3, 2, 3], slice.Training);
            Assert.Equal([2, 3], slice.Validation);
        }
    }

    [Fact]
    public void ALineWithoutAnEndAndLongTextsAreRead()
    {
        string path = Folder("long", training: string.Join(' ', Enumerable.Range(0, 40_000).Select(i => $"w{i % 7}")));
        TokenText text = WikiText103.Load(path);
        Assert.Equal(40_001, text.Training.Length);
        Assert.Equal(text.EndOfLine, text.Training[^1]);
        for (int i = 0; i < 40_000; i++) Assert.Equal(i % 7, text.Training[i]);
    }

    [Fact]
    public void DamagedAndOtherFilesAreErrors()
    {
        Fails(Folder("short"), "expected Wikitext-103 as", "15 words of it, got 14. The file is truncated", training: 15);
        Fails(Folder("short2"), "wiki.valid.tokens", "6 words of it, got 5", others: 6);
        Fails(Folder("empty", training: ""), "2 words of it, got 0", "truncated");
        Fails(Folder("web", training: "<!doctype html><p>abc</p>"), "got a web page", "");
        Fails(Folder("endless", training: new string('x', 20_000)), "got a word of more than 16,384 characters", "");
        Fails(_folder.WriteBytes("wiki.train.tokens", [.. "the cat"u8, 0xff, .. " sat"u8]), "got other bytes", "");
        Fails(_folder.WriteZip("other.zip", null, ("wiki.test.tokens", Test)), "expected a member wiki.train.tokens in the zip, got", "");
        byte[] zip = TemporaryFolder.Zip(System.IO.Compression.CompressionLevel.NoCompression, Members());
        for (int length = 0; length < zip.Length; length++)
        {
            string cut = _folder.WriteBytes("cut.zip", zip[..length]);
            Assert.Throws<DataFormatException>(() => WikiText103.Load(cut));
        }

        zip[zip.AsSpan().IndexOf("the mat"u8)] ^= 1;
        Fails(_folder.WriteBytes("changed.zip", zip), "It is truncated or damaged; download it again", "");
        Assert.Throws<FileNotFoundException>(() => WikiText103.Load(Path.Combine(_folder.Path, "none.zip")));
        Assert.Throws<FileNotFoundException>(() => WikiText103.Load(Path.Combine(_folder.Path, "no", "folder")));
        File.Delete(Path.Combine(Folder("part"), "wiki.test.tokens"));
        Assert.Contains("wiki.test.tokens", Assert.Throws<FileNotFoundException>(
            () => WikiText103.Load(Path.Combine(_folder.Path, "part"))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => WikiText103.Load(zip.ToString()!, training: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => WikiText103.Load(zip.ToString()!, vocabulary: 1));

        void Fails(string path, string expected, string also, int training = int.MaxValue, int others = int.MaxValue)
        {
            string message = Assert.Throws<DataFormatException>(() => WikiText103.Load(path, training, others)).Message;
            Assert.StartsWith(_folder.Path, message);
            Assert.Contains(expected, message);
            Assert.Contains(also, message);
        }
    }

    private string Zip(string name) => _folder.WriteZip(name, null, Members());

    private static (string Name, string Text)[] Members() =>
        [("wikitext-103/wiki.test.tokens", Test), ("wikitext-103/wiki.train.tokens", Training),
            ("wikitext-103/wiki.valid.tokens", Validation)];

    private string Folder(string name, string training = Training)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;
        _folder.Write(Path.Combine(name, "wiki.train.tokens"), training);
        _folder.Write(Path.Combine(name, "wiki.valid.tokens"), Validation);
        _folder.Write(Path.Combine(name, "wiki.test.tokens"), Test);
        return folder;
    }
}
