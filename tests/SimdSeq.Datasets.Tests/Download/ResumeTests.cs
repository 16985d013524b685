using System.Text;

namespace SimdSeq.Datasets.Tests;

/// <summary>A download that is continued is of one version of the file, also where no hash of it is known.</summary>
public sealed class ResumeTests : IDisposable
{
    private const string Tag = "ETag: \"one\"\r\n";
    private const string OtherTag = "ETag: \"two\"\r\n";
    private const string Dates = "Last-Modified: Wed, 01 Jan 2020 00:00:00 GMT\r\nDate: Thu, 02 Jan 2020 00:00:00 GMT\r\n";
    private const string OtherDates = "Last-Modified: Thu, 02 Jan 2020 00:00:00 GMT\r\nDate: Fri, 03 Jan 2020 00:00:00 GMT\r\n";
    private const string YoungDates = "Last-Modified: Wed, 01 Jan 2020 00:00:00 GMT\r\nDate: Wed, 01 Jan 2020 00:00:30 GMT\r\n";

    private static readonly DownloadOptions Quick =
        new() { RetryPause = TimeSpan.FromMilliseconds(1), StallTimeout = TimeSpan.FromSeconds(5) };
    private static readonly byte[] First = Encoding.ASCII.GetBytes(new string('1', 5000));
    private static readonly byte[] Second = Encoding.ASCII.GetBytes(new string('2', 5000));

    private readonly TemporaryFolder _folder = new();
    private readonly Downloader _downloader = new();

    private string Target => Path.Combine(_folder.Path, "set", "set.txt");

    public void Dispose()
    {
        _downloader.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(Tag, "\"one\"")]
    [InlineData(Dates, "Wed, 01 Jan 2020 00:00:00 GMT")]
    public async Task ItIsContinuedWhereTheServerTellsTheVersion(string headers, string condition)
    {
        using var server = new LoopbackServer((request, stream) =>
            LoopbackServer.WriteRangeAsync(stream, request, First, request.RangeFrom is null ? 1000 : null, headers));
        await _downloader.GetAsync(Entry(server), _folder.Path, Quick);
        Check(First);
        Assert.Equal([(null, null), (1000, condition)], server.Requests.Select(request => (request.RangeFrom, request.IfRange)));
    }

    [Theory]
    [InlineData(Tag)]
    [InlineData(Dates)]
    public async Task ALaterRunContinuesToo(string headers)
    {
        bool isCut = true;
        using var server = new LoopbackServer((request, stream) =>
            LoopbackServer.WriteRangeAsync(stream, request, First, isCut ? 1000 : null, headers));
        var e = await Assert.ThrowsAsync<DownloadException>(
            () => _downloader.GetAsync(Entry(server), _folder.Path, Quick with { Attempts = 1 }));
        Assert.Contains("will be continued", e.Message, StringComparison.Ordinal);
        isCut = false;
        await _downloader.GetAsync(Entry(server), _folder.Path, Quick);
        Check(First);
        Assert.Equal([null, 1000], server.Requests.Select(request => request.RangeFrom));
    }

    /// <summary>The server takes no notice of If-Range, and sends the rest of what it has by then.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData(Tag, OtherTag)]
    [InlineData(Tag, "")]
    [InlineData("", Tag)]
    [InlineData("ETag: W/\"one\"\r\n", "ETag: W/\"one\"\r\n")] // the same in meaning, not in bytes
    [InlineData(Tag, "ETag: W/\"one\"\r\n")]
    [InlineData(Dates, OtherDates)]
    [InlineData(Dates, "")]
    [InlineData(YoungDates, YoungDates)] // changed twice within a second
    public async Task AFileThatChangedInBetweenIsBegunAnew(string before, string after)
    {
        bool isFirst = true;
        using var server = new LoopbackServer((request, stream) =>
        {
            (byte[] body, int? send, string headers) = isFirst ? (First, 1000, before) : (Second, (int?)null, after);
            isFirst = false;
            return LoopbackServer.WriteRangeAsync(stream, request, body, send, headers);
        });
        await _downloader.GetAsync(Entry(server), _folder.Path, Quick);
        Check(Second);
    }

    [Fact]
    public async Task AnotherLengthIsAnotherVersion()
    {
        bool isFirst = true;
        using var server = new LoopbackServer((request, stream) =>
        {
            (byte[] body, int? send) = isFirst ? (First, 1000) : (Second[..4000], (int?)null);
            isFirst = false;
            return LoopbackServer.WriteRangeAsync(stream, request, body, send, Tag);
        });
        await _downloader.GetAsync(Entry(server), _folder.Path, Quick);
        Check(Second[..4000]);
    }

    [Theory]
    [InlineData("")] // nothing is known of it
    [InlineData("http://127.0.0.1:9/other\n\"one\"\n5000\n")] // another address
    [InlineData("no address\n\"one\"\n5000\n")]
    [InlineData("\"one\"\n")]
    public async Task WhatAnEarlierRunLeftIsNotTrusted(string origin)
    {
        WritePart(First[..1000], origin);
        using var server = new LoopbackServer((request, stream) => LoopbackServer.WriteRangeAsync(stream, request, Second, headers: Tag));
        await _downloader.GetAsync(Entry(server), _folder.Path, Quick);
        Check(Second);
        Assert.Null(Assert.Single(server.Requests).RangeFrom);
    }

    [Theory]
    [InlineData(Tag, true)]
    [InlineData(OtherTag, false)]
    [InlineData("", false)]
    public async Task WhatIsCompleteIsTakenOnlyOfTheSameVersion(string headers, bool isSame)
    {
        using var server = new LoopbackServer(
            (request, stream) => LoopbackServer.WriteRangeAsync(stream, request, Second, headers: headers));
        WritePart(First, $"{server.Url("a")}\n\"one\"\n5000\n");
        await _downloader.GetAsync(Entry(server), _folder.Path, Quick);
        Check(isSame ? First : Second);
    }

    [Theory]
    [InlineData("Content-Range: bytes 1000-1999/5000", 1000, 2000)] // less than asked for, which is allowed
    [InlineData("Content-Range: bytes 900-4999/5000", 900, 5000)]
    [InlineData("Content-Range: bytes 1000-4999/*", 1000, 5000)]
    [InlineData("Content-Range: items 1000-4999/5000", 1000, 5000)]
    [InlineData("Content-Range: nonsense", 1000, 5000)]
    [InlineData("Content-Type: text/plain", 1000, 5000)] // no range at all
    [InlineData("Content-Range: bytes 1000-4999/9000", 1000, 5000)]
    public async Task ARangeThatIsNotTheRestNeverEndsInAnotherFile(string range, int from, int to)
    {
        bool isSent = false;
        using var server = new LoopbackServer((request, stream) =>
        {
            if (request.RangeFrom != 1000 || isSent)
                return LoopbackServer.WriteRangeAsync(stream, request, First, request.RangeFrom is null && !isSent ? 1000 : null, Tag);
            isSent = true;
            return LoopbackServer.WriteAsync(stream, "206 Partial Content", First[from..to], $"{Tag}{range}\r\n");
        });
        await _downloader.GetAsync(Entry(server), _folder.Path, Quick);
        Assert.True(isSent);
        Check(First);
    }

    private static DatasetEntry Entry(LoopbackServer server) => new()
    {
        Name = "set",
        Description = "for tests",
        Licence = "none",
        Urls = [server.Url("a")],
        FileName = "set.txt",
    };

    private void WritePart(byte[] bytes, string origin)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        File.WriteAllBytes(Target + ".part", bytes);
        if (origin.Length > 0) File.WriteAllText(Target + ".part.origin", origin);
    }

    private void Check(byte[] expected)
    {
        Assert.Equal(expected, File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFiles(Path.GetDirectoryName(Target)!));
    }
}
