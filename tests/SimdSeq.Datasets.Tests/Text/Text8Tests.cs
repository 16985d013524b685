using System.IO.Compression;
using System.Text;

namespace SimdSeq.Datasets.Tests;

public sealed class Text8Tests : IDisposable
{
    private const string Small = "abc z defg x"; // 6 to train on, 3 and 3

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void PartsFollowEachOtherAndASliceIsTheirBeginning()
    {
        foreach (string path in (string[])[
            _folder.Write("text8", Small), _folder.WriteGzip("text8.gz", Small), _folder.WriteBytes("text8.zip", Zip("text8", Small))])
        {
            TokenText whole = Text8.Load(path, 100, 100, 6, 3);
            Assert.Equal([1, 2, 3, 0, 26, 0], whole.Training);
            Assert.Equal([4, 5, 6], whole.Validation);
            Assert.Equal([7, 0, 24], whole.Test);
            Assert.Equal(Text8.Alphabet, string.Concat(whole.Vocabulary));
            TokenText slice = Text8.Load(path, 4, 2, 6, 3);
            Assert.Equal([1, 2, 3, 0], slice.Training);
            Assert.Equal([4, 5], slice.Validation);
            Assert.Equal([7, 0], slice.Test);
        }
    }

    [Fact]
    public void DamagedAndOtherFilesAreErrors()
    {
        Fails(_folder.Write("short", Small[..^1]), "expected 12 characters, got 11. The file is truncated");
        Fails(_folder.Write("long", Small + "a"), "got 13. The file is another one");
        Fails(_folder.Write("upper", "abC z defg x"), "got the byte 0x43");
        Fails(_folder.Write("line", "abc z defg \n"), "got the byte 0x0a");
        Fails(_folder.Write("empty", ""), "expected 12 characters, got 0");
        Fails(_folder.Write("web", "<!doctype html><p>abc</p>"), "got a web page");
        Fails(_folder.WriteGzip("cut.gz", Small, cutTo: 20), "a gzip that is truncated or damaged");
        Fails(_folder.WriteBytes("other.zip", Zip("text9", Small)), "expected a member text8 in the zip, got");
        byte[] zip = Zip("text8", Small);
        for (int length = 0; length < zip.Length; length++)
        {
            string cut = _folder.WriteBytes("cut.zip", zip[..length]);
            Assert.Throws<DataFormatException>(() => Text8.Load(cut, 100, 100, 6, 3));
        }

        int at = zip.AsSpan().IndexOf("abc"u8); // stored as it is
        Assert.True(at > 0);
        zip[at] ^= 1;
        Fails(_folder.WriteBytes("changed.zip", zip), "It is truncated or damaged");
        Assert.Throws<FileNotFoundException>(() => Text8.Load(Path.Combine(_folder.Path, "none.zip")));
        Assert.Throws<FileNotFoundException>(() => Text8.Load(Path.Combine(_folder.Path, "none")));
        Assert.Contains("expected 100,000,000 characters, got 12",
            Assert.Throws<DataFormatException>(() => DatasetCatalog.Get("text8").Validate!(_folder.Write("text8", Small))).Message);

        void Fails(string path, string expected)
        {
            string message = Assert.Throws<DataFormatException>(() => Text8.Load(path, 100, 100, 6, 3)).Message;
            Assert.StartsWith(path, message);
            Assert.Contains(expected, message);
        }
    }

    [Fact]
    public void TheStandInHasTheSameCharacters()
    {
        TokenText text = SyntheticText.Letters(200);
        Assert.Equal(Text8.Alphabet, string.Concat(text.Vocabulary));
        Assert.All(text.Training.Concat(text.Validation).Concat(text.Test), token => Assert.InRange(token, 0, 26));
        Assert.Equal(text.Training, SyntheticText.Letters(200).Training);
        Assert.InRange(text.FrequencyLoss(text.Test), 2, 3.3);
    }

    private static byte[] Zip(string name, string text)
    {
        var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream member = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
            member.Write(Encoding.ASCII.GetBytes(text));
        }

        return memory.ToArray();
    }
}
