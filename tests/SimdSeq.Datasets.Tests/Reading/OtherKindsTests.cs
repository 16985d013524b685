namespace SimdSeq.Datasets.Tests;

/// <summary>Every kind of file into every reader: a whole file of another kind is called what it is, and not damaged.</summary>
public sealed class OtherKindsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Kinds => [.. FileKinds.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ASeriesIsReadOrTheFileNamed(string kind)
    {
        foreach (string extension in (string[])["csv", "csv.gz", "zip", "npz"])
        {
            string path = _folder.WriteBytes($"a.{extension}", FileKinds.All[kind].Bytes);
            foreach (Action<string> read in (Action<string>[])
                [file => SeriesReader.Read(file), file => SeriesReader.ReadColumns(file), file => JenaClimate.Load(file)])
            {
                Check(path, read, kind, FileKinds.Series.Contains(kind));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ReviewsAreReadOrTheFileNamed(string kind)
    {
        foreach (string extension in (string[])["tar.gz", "npz", "csv"])
        {
            string path = _folder.WriteBytes($"a.{extension}", FileKinds.All[kind].Bytes);
            Check(path, file => ImdbReviews.Load(file), kind, FileKinds.Reviews.Contains(kind));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ADownloadIsUnpackedOrNamed(string kind)
    {
        if (kind == "empty") return; // no download at all
        byte[] bytes = FileKinds.All[kind].Bytes;
        using var server = new LoopbackServer((_, stream) => LoopbackServer.WriteAsync(stream, "200 OK", bytes));
        using var downloader = new Downloader();
        DatasetEntry entry = new()
        {
            Name = "set",
            Description = "",
            Licence = "",
            Urls = [server.Url("a")],
            FileName = "a.csv",
            Zipped = true,
        };
        if (kind == "csv.zip")
        {
            await downloader.GetAsync(entry, _folder.Path);
            return;
        }

        string message = (await Assert.ThrowsAsync<DownloadException>(() => downloader.GetAsync(entry, _folder.Path))).Message;
        CheckMessage(message, kind.EndsWith(".gz", StringComparison.Ordinal) ? "gzip" : FileKinds.All[kind].Word);
    }

    [Fact]
    public void FoldersAreNamed()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "some"));
        _folder.Write("some/a.csv", "date,a\n");
        foreach (Action<string> read in (Action<string>[])
            [file => SeriesReader.Read(file), file => SeriesReader.ReadColumns(file), file => JenaClimate.Load(file),
                file => ImdbReviews.Load(file)])
        {
            var e = Assert.ThrowsAny<FormatException>(() => read(Path.Combine(_folder.Path, "some")));
            Assert.DoesNotMatch("(?i)damaged|truncated|download", e.Message);
            Assert.Contains("folder", e.Message, StringComparison.Ordinal);
        }
    }

    private static void Check(string path, Action<string> read, string kind, bool fits)
    {
        Exception? e = Record.Exception(() => read(path));
        if (fits)
        {
            Assert.Null(e);
            return;
        }

        Assert.True(e is SeriesFormatException or DataFormatException, $"{kind}: {e}");
        Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
        CheckMessage(e.Message[path.Length..], FileKinds.All[kind].Word);
    }

    private static void CheckMessage(string message, string word)
    {
        Assert.InRange(message.Length, 1, 1000);
        Assert.DoesNotMatch("(?i)damaged|truncated|download (it|the file|or make it) again", message);
        Assert.Contains("expected", message, StringComparison.Ordinal);
        Assert.Contains(word, message, StringComparison.Ordinal);
    }
}
