namespace SimdSeq.Datasets.Tests;

/// <summary>Folders, files and entries that cannot be used: the error names the path and a way out.</summary>
public sealed class UnusableFolderTests : IDisposable
{
    private static readonly byte[] Packed = TemporaryFolder.Zip(("set.csv", "date,a\n2020-01-01,1\n2020-01-02,2\n"));

    private readonly TemporaryFolder _folder = new();
    private readonly Downloader _downloader = new();
    private readonly LoopbackServer _server = new((request, stream) => LoopbackServer.WriteRangeAsync(stream, request, Packed));

    public void Dispose()
    {
        _server.Dispose();
        _downloader.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("set")] // a file where the set's folder should be
    [InlineData("")] // where all folders should be
    public async Task AFileInTheWayIsNamed(string name)
    {
        string root = Path.Combine(_folder.Path, "data");
        if (name.Length > 0) Directory.CreateDirectory(root);
        File.WriteAllText(Path.Combine(root, name), "");
        await FailsAsync(root, Path.Combine(root, "set"));
    }

    [Theory]
    [InlineData("set.csv")]
    [InlineData("set.csv.zip.part")]
    [InlineData("set.csv.unpacking")]
    public async Task AFolderInTheWayIsNamed(string name)
    {
        string inTheWay = Path.Combine(_folder.Path, "set", name);
        Directory.CreateDirectory(inTheWay);
        await FailsAsync(_folder.Path, inTheWay);
        Assert.True(Directory.Exists(inTheWay));
    }

    [Fact]
    public async Task AFolderThatCannotBeMadeIsNamed()
    {
        string longName = Path.Combine(_folder.Path, new string('n', 300)),
            longPath = Path.Combine([_folder.Path, .. Enumerable.Repeat("part", 2000)]);
        await FailsAsync(longName, longName);
        await FailsAsync(longPath, longPath);
        await FailsAsync("a\0b", "a?b");
        if (!OperatingSystem.IsLinux()) return;
        await FailsAsync("/proc/simdseq", "/proc/simdseq"); // where nobody may write, not even root
        await FailsAsync("/sys/simdseq", "/sys/simdseq");
    }

    [Fact]
    public async Task AFullDiskEndsItAtOnce()
    {
        if (!OperatingSystem.IsLinux()) return;
        foreach (string name in (string[])["set.csv.zip.part", "set.csv.unpacking"])
        {
            string full = Path.Combine(_folder.Path, "set", name);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.CreateSymbolicLink(full, "/dev/full");
            int before = _server.Requests.Count;
            await FailsAsync(_folder.Path, full);
            Assert.Equal(1, _server.Requests.Count - before);
            File.Delete(full);
        }
    }

    [Theory]
    [InlineData("../set", "a.csv")]
    [InlineData("set", "../a.csv")]
    [InlineData("set", "/elsewhere/a.csv")]
    [InlineData("..", "a.csv")]
    [InlineData("", "a.csv")]
    [InlineData("set", "")]
    [InlineData("set", "a\0.csv")]
    public async Task ANameThatLeadsElsewhereIsRefused(string name, string file)
    {
        await Assert.ThrowsAsync<ArgumentException>(
            () => _downloader.GetAsync(Entry() with { Name = name, FileName = file }, _folder.Path));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task EntriesAndOptionsThatMakeNoSenseAreRefused()
    {
        foreach (Uri[] urls in (Uri[][])[[], [new Uri("ftp://127.0.0.1/a")], [new Uri("file:///etc/passwd")],
            [new Uri("a", UriKind.Relative)], [null!]])
            await Assert.ThrowsAsync<ArgumentException>(() => _downloader.GetAsync(Entry() with { Urls = urls }, _folder.Path));
        await Assert.ThrowsAsync<ArgumentException>(() => _downloader.GetAsync(Entry() with { Sha256 = "00" }, _folder.Path));
        foreach (DownloadOptions options in (DownloadOptions[])
            [new() { Sha256 = new string('g', 64) }, new() { MaximumBytes = 0 }, new() { RetryPause = TimeSpan.MaxValue },
                new() { StallTimeout = TimeSpan.MaxValue }])
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => _downloader.GetAsync(Entry(), _folder.Path, options));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private async Task FailsAsync(string folder, string named)
    {
        var e = await Assert.ThrowsAsync<DownloadException>(() => _downloader.GetAsync(Entry(), folder));
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
        Assert.Contains("--folder", e.Message, StringComparison.Ordinal);
    }

    private DatasetEntry Entry() => new()
    {
        Name = "set",
        Description = "for tests",
        Licence = "none",
        Urls = [_server.Url("a"), _server.Url("b")],
        FileName = "set.csv",
        Zipped = true,
    };
}
