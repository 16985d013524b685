using System.Globalization;
using System.IO.Compression;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace SimdSeq.Datasets.Tests;

public sealed class DownloaderTests : IDisposable
{
    private static readonly string Text = MakeText();
    private static readonly byte[] Packed = TemporaryFolder.Zip(("set.csv", Text));
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Packed));
    private static readonly DownloadOptions Quick =
        new() { RetryPause = TimeSpan.FromMilliseconds(1), StallTimeout = TimeSpan.FromSeconds(5) };

    private readonly TemporaryFolder _folder = new();
    private readonly Downloader _downloader = new();

    private string Target => Path.Combine(_folder.Path, "set", "set.csv");

    private string Part => Target + ".zip.part";

    public void Dispose()
    {
        _downloader.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task DownloadsUnpacksAndReports()
    {
        using var server = new LoopbackServer((request, stream) => LoopbackServer.WriteRangeAsync(stream, request, Packed));
        var seen = new Recorder();
        DownloadResult result = await _downloader.GetAsync(Entry(server.Url("a")), _folder.Path, Quick, seen);
        Assert.Equal(new DownloadResult(Target, false, server.Url("a"), Packed.Length, Hash), result);
        Assert.Equal(new DownloadProgress(server.Url("a"), 1, Packed.Length, Packed.Length), seen.Seen[^1]);
        CheckDone();
        Assert.True((await _downloader.GetAsync(Entry(server.Url("a")), _folder.Path, Quick)).AlreadyThere);
        Assert.Single(server.Requests);
        Assert.False((await _downloader.GetAsync(Entry(server.Url("a")), _folder.Path, Quick with { Force = true })).AlreadyThere);
    }

    [Fact]
    public async Task AFileThatIsNotPackedIsKeptAsItComes()
    {
        using var server = new LoopbackServer(
            (_, stream) => LoopbackServer.WriteAsync(stream, "200 OK", Encoding.UTF8.GetBytes(Text), sayLength: false));
        await _downloader.GetAsync(Entry(server.Url("a")) with { Zipped = false }, _folder.Path, Quick);
        CheckDone();
    }

    [Fact]
    public async Task ResumesAfterACutConnection()
    {
        using var server = new LoopbackServer((request, stream) =>
            LoopbackServer.WriteRangeAsync(stream, request, Packed, send: request.RangeFrom is null or 1000 ? 1000 : null));
        await _downloader.GetAsync(Entry(server.Url("a")), _folder.Path, Quick with { Sha256 = Hash.ToUpperInvariant() });
        CheckDone();
        Assert.Equal([null, 1000, 2000], server.Requests.Select(request => request.RangeFrom));
    }

    [Fact]
    public async Task BeginsAnewWhereRangesAreUnknown()
    {
        int requests = 0;
        using var server = new LoopbackServer(
            (_, stream) => LoopbackServer.WriteAsync(stream, "200 OK", Packed, send: ++requests == 1 ? 1500 : null));
        await _downloader.GetAsync(Entry(server.Url("a")), _folder.Path, Quick);
        CheckDone();
        Assert.Equal([null, 1500], server.Requests.Select(request => request.RangeFrom));
    }

    [Fact]
    public async Task ContinuesWhatAnEarlierRunLeft()
    {
        WritePart(Packed[..3000]);
        using var server = new LoopbackServer((request, stream) => LoopbackServer.WriteRangeAsync(stream, request, Packed));
        await _downloader.GetAsync(Entry(server.Url("a")), _folder.Path, Quick);
        Assert.Equal(3000, Assert.Single(server.Requests).RangeFrom);
        CheckDone();
    }

    [Fact]
    public async Task WhatIsAlreadyCompleteIsNotDownloadedAgain()
    {
        WritePart(Packed);
        using var server = new LoopbackServer((request, stream) => LoopbackServer.WriteRangeAsync(stream, request, Packed));
        await _downloader.GetAsync(Entry(server.Url("a")), _folder.Path, Quick);
        Assert.Single(server.Requests);
        CheckDone();
    }

    [Theory]
    [InlineData(900)] // shorter than the file: found out by its hash
    [InlineData(1 << 20)] // longer: found out by the server
    public async Task LeftoversOfAnotherFileAreThrownAway(int length)
    {
        WritePart(new byte[length]);
        using var server = new LoopbackServer((request, stream) => LoopbackServer.WriteRangeAsync(stream, request, Packed));
        await _downloader.GetAsync(Entry(server.Url("a")), _folder.Path, Quick with { Sha256 = Hash });
        CheckDone();
    }

    [Fact]
    public async Task TransientFailuresAreRetriedAndOthersGoToTheMirror()
    {
        int busy = 0;
        using var server = new LoopbackServer((request, stream) => request.Path switch
        {
            "gone" => LoopbackServer.WriteAsync(stream, "404 Not Found", []),
            _ when busy++ < 2 => LoopbackServer.WriteAsync(stream, "503 Service Unavailable", []),
            _ => LoopbackServer.WriteRangeAsync(stream, request, Packed),
        });
        DownloadResult result = await _downloader.GetAsync(Entry(server.Url("gone"), server.Url("mirror")), _folder.Path, Quick);
        Assert.Equal(server.Url("mirror"), result.Url);
        Assert.Equal(["gone", "mirror", "mirror", "mirror"], server.Requests.Select(request => request.Path));
        CheckDone();
    }

    [Fact]
    public async Task FailureNamesEveryAddressAndAWayOut()
    {
        using var server = new LoopbackServer((_, stream) => LoopbackServer.WriteAsync(stream, "403 Forbidden", []));
        var e = await Assert.ThrowsAsync<DownloadException>(
            () => _downloader.GetAsync(Entry(server.Url("a"), server.Url("b")), _folder.Path, Quick));
        Assert.Contains($"{server.Url("a")}: status 403", e.Message, StringComparison.Ordinal);
        Assert.Contains($"{server.Url("b")}: status 403", e.Message, StringComparison.Ordinal);
        Assert.Contains("--data", e.Message, StringComparison.Ordinal);
        CheckNothingLeft(partAllowed: false);
    }

    [Fact]
    public async Task AWrongHashIsRefused()
    {
        using var server = new LoopbackServer((request, stream) => LoopbackServer.WriteRangeAsync(stream, request, Packed));
        string wrong = new('0', 64);
        var e = await Assert.ThrowsAsync<DownloadException>(
            () => _downloader.GetAsync(Entry(server.Url("a")) with { Sha256 = wrong }, _folder.Path, Quick));
        Assert.Contains(wrong, e.Message, StringComparison.Ordinal);
        Assert.Contains(Hash, e.Message, StringComparison.Ordinal);
        CheckNothingLeft(partAllowed: false);
    }

    [Fact]
    public async Task AConnectionThatIsAlwaysCutLeavesOnlyThePart()
    {
        using var server = new LoopbackServer((_, stream) => LoopbackServer.WriteAsync(stream, "200 OK", Packed, send: 500));
        var e = await Assert.ThrowsAsync<DownloadException>(() => _downloader.GetAsync(Entry(server.Url("a")), _folder.Path, Quick));
        Assert.Contains("set.csv.zip.part", e.Message, StringComparison.Ordinal);
        Assert.Equal(Quick.Attempts, server.Requests.Count);
        Assert.Equal(500, new FileInfo(Part).Length);
        CheckNothingLeft(partAllowed: true);
    }

    [Fact]
    public async Task ACutThatNoLengthRevealsIsFoundInTheZip()
    {
        using var server = new LoopbackServer((_, stream) => LoopbackServer.WriteAsync(stream, "200 OK", Packed[..^100], sayLength: false));
        await Assert.ThrowsAsync<DownloadException>(() => _downloader.GetAsync(Entry(server.Url("a")), _folder.Path, Quick));
        CheckNothingLeft(partAllowed: false);
    }

    [Fact]
    public async Task SomethingElseIsRefused()
    {
        byte[] page = Encoding.ASCII.GetBytes("<html>please log in</html>");
        using var server = new LoopbackServer((_, stream) => LoopbackServer.WriteAsync(stream, "200 OK", page));
        var e = await Assert.ThrowsAsync<DownloadException>(() => _downloader.GetAsync(Entry(server.Url("a")), _folder.Path, Quick));
        Assert.Contains("expected a zip file", e.Message, StringComparison.Ordinal);
        CheckNothingLeft(partAllowed: false);
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public async Task AChangedByteInTheZipIsRefused(CompressionLevel level)
    {
        byte[] damaged = TemporaryFolder.Zip(level, ("set.csv", "date,a\n2020-01-01,1.25\n2020-01-02,2.25\n"));
        damaged[60] ^= 1; // a digit, or what it is packed in
        using var server = new LoopbackServer((_, stream) => LoopbackServer.WriteAsync(stream, "200 OK", damaged));
        DatasetEntry entry = Entry(server.Url("a")) with { Validate = null };
        var e = await Assert.ThrowsAsync<DownloadException>(() => _downloader.GetAsync(entry, _folder.Path, Quick));
        Assert.IsType<InvalidDataException>(e.InnerException);
        CheckNothingLeft(partAllowed: false);
    }

    [Fact]
    public async Task WhatTheValidationRefusesIsNotKept()
    {
        byte[] other = TemporaryFolder.Zip(("set.csv", "a,b\n1,2\n"));
        using var server = new LoopbackServer((_, stream) => LoopbackServer.WriteAsync(stream, "200 OK", other));
        var e = await Assert.ThrowsAsync<DownloadException>(() => _downloader.GetAsync(Entry(server.Url("a")), _folder.Path, Quick));
        Assert.IsType<SeriesFormatException>(e.InnerException);
        CheckNothingLeft(partAllowed: false);
    }

    [Fact]
    public async Task CancellationKeepsThePart()
    {
        using var cancel = new CancellationTokenSource();
        using var server = new LoopbackServer(SendHalfAndWaitAsync);
        var cancelLater = new Recorder(state =>
        {
            if (state.Received >= 2000) cancel.Cancel();
        });
        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _downloader.GetAsync(Entry(server.Url("a")), _folder.Path, Quick, cancelLater, cancel.Token));
        Assert.Contains($"kept in {Part} and will be continued", e.Message, StringComparison.Ordinal);
        Assert.Equal(2000, new FileInfo(Part).Length);
        CheckNothingLeft(partAllowed: true);
    }

    [Fact]
    public async Task ASilentConnectionCountsAsBroken()
    {
        using var server = new LoopbackServer(SendHalfAndWaitAsync);
        // Long enough for the first half to arrive on a machine that is busy with other suites.
        DownloadOptions impatient = Quick with { StallTimeout = TimeSpan.FromSeconds(2), Attempts = 1 };
        var e = await Assert.ThrowsAsync<DownloadException>(() => _downloader.GetAsync(Entry(server.Url("a")), _folder.Path, impatient));
        Assert.Contains("nothing came", e.Message, StringComparison.Ordinal);
        CheckNothingLeft(partAllowed: true);
    }

    [Fact]
    public async Task OptionsThatMakeNoSenseAreRefused()
    {
        DatasetEntry entry = Entry(new Uri("http://127.0.0.1:9/never"));
        foreach (DownloadOptions options in (DownloadOptions[])
            [
                Quick with { Attempts = 0 },
                Quick with { RetryPause = TimeSpan.FromSeconds(-1) },
                Quick with { StallTimeout = TimeSpan.Zero },
                Quick with { StallTimeout = TimeSpan.FromSeconds(-1) },
            ])
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _downloader.GetAsync(entry, _folder.Path, options));
        }

        DownloadOptions patient = Quick with { StallTimeout = Timeout.InfiniteTimeSpan, Attempts = 1 };
        await Assert.ThrowsAsync<DownloadException>(() => _downloader.GetAsync(entry, _folder.Path, patient));
    }

    private static async Task SendHalfAndWaitAsync(LoopbackServer.Request request, NetworkStream stream)
    {
        await LoopbackServer.WriteAsync(stream, "200 OK", Packed, send: 2000);
        await Task.Delay(TimeSpan.FromSeconds(8));
    }

    private static DatasetEntry Entry(params Uri[] urls) => new()
    {
        Name = "set",
        Description = "for tests",
        Licence = "none",
        Urls = urls,
        FileName = "set.csv",
        Zipped = true,
        Validate = path => SeriesReader.Read(path),
    };

    private static string MakeText()
    {
        var random = new Random(3);
        return "date,a\n" + string.Concat(Enumerable.Range(0, 2000).Select(i =>
            string.Create(
                CultureInfo.InvariantCulture, $"{new DateTime(2020, 1, 1).AddHours(i):yyyy-MM-dd HH:mm:ss},{random.NextDouble()}\n")));
    }

    private void WritePart(byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Part)!);
        File.WriteAllBytes(Part, bytes);
    }

    private void CheckDone()
    {
        Assert.Equal(Text, File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFiles(Path.GetDirectoryName(Target)!));
    }

    private void CheckNothingLeft(bool partAllowed)
    {
        string[] files = [.. Directory.GetFiles(Path.GetDirectoryName(Target)!)];
        Assert.Equal(partAllowed ? [Part] : Array.Empty<string>(), files);
    }

    private sealed class Recorder(Action<DownloadProgress>? then = null) : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> Seen { get; } = [];

        public void Report(DownloadProgress value)
        {
            Seen.Add(value);
            then?.Invoke(value);
        }
    }
}
