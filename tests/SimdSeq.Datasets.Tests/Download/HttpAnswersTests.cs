using System.Net;
using System.Text;

namespace SimdSeq.Datasets.Tests;

/// <summary>Answers that are no file, or no end: each is an error, and leaves no file.</summary>
public sealed class HttpAnswersTests : IDisposable
{
    private static readonly DownloadOptions Quick = new()
    {
        RetryPause = TimeSpan.FromMilliseconds(1),
        StallTimeout = TimeSpan.FromSeconds(5),
        Attempts = 2,
        MaximumBytes = 1 << 20,
    };

    private static readonly byte[] Body = Encoding.ASCII.GetBytes(new string('b', 5000));

    private readonly TemporaryFolder _folder = new();
    private readonly Downloader _downloader = new();

    public void Dispose()
    {
        _downloader.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n", true)]
    [InlineData("", false)]
    [InlineData("Content-Length: 99999999999\r\n", false)]
    public async Task ABodyWithoutEndIsLeft(string headers, bool chunked)
    {
        using var server = new LoopbackServer(async (_, stream) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{headers}\r\n"));
            byte[] block = [.. chunked ? "10000\r\n"u8 : [], .. new byte[1 << 16], .. chunked ? "\r\n"u8 : []];
            while (true) await stream.WriteAsync(block);
        });
        string message = await FailsAsync(server, Entry(server) with { Validate = _ => { } });
        Assert.Contains("expected at most 1,048,576 bytes", message, StringComparison.Ordinal);
        Assert.Single(server.Requests); // another attempt would bring the same
    }

    [Fact]
    public async Task TheLimitComesFromTheEntryWhereItIsNotGiven()
    {
        using var server = new LoopbackServer((_, stream) => LoopbackServer.WriteAsync(stream, "200 OK", Body));
        DownloadOptions unlimited = Quick with { MaximumBytes = null };
        Assert.Contains(
            "at most 4,998 bytes", await FailsAsync(server, Entry(server) with { Size = 2499 }, unlimited), StringComparison.Ordinal);
        await _downloader.GetAsync(Entry(server) with { Size = 2500 }, _folder.Path, unlimited);
    }

    [Fact]
    public async Task ABodyThatComesByteByByteCountsAsBroken()
    {
        using var server = new LoopbackServer(async (_, stream) =>
        {
            await LoopbackServer.WriteAsync(stream, "200 OK", Body, send: 1);
            for (int i = 1; i < Body.Length; i++)
            {
                await Task.Delay(20);
                await stream.WriteAsync(Body.AsMemory(i, 1));
            }
        });
        // Long enough that a busy machine does not make a pause of it, which is another error.
        string message = await FailsAsync(server, Entry(server), Quick with { StallTimeout = TimeSpan.FromSeconds(4), Attempts = 1 });
        Assert.Contains("bytes came in", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("204 No Content", "")]
    [InlineData("202 Accepted", "come back later")]
    [InlineData("206 Partial Content", "a part")]
    [InlineData("200 OK", "")]
    [InlineData("304 Not Modified", "")]
    [InlineData("200 OK", " <!DOCTYPE html><html>Please log in</html>")]
    [InlineData("200 OK", "<HTML><body>Please log in</body></HTML>")]
    public async Task AnAnswerThatIsNoFileIsRefused(string status, string body)
    {
        using var server = new LoopbackServer((_, stream) =>
            LoopbackServer.WriteAsync(
                stream, status, Encoding.ASCII.GetBytes(body),
                status.StartsWith("206", StringComparison.Ordinal) ? "Content-Range: bytes 10-15/99\r\n" : ""));
        await FailsAsync(server, Entry(server));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task ALengthThatNobodySaysNeedsAnotherCheck()
    {
        using var server = new LoopbackServer((_, stream) => LoopbackServer.WriteAsync(stream, "200 OK", Body, sayLength: false));
        Assert.Contains("--sha256", await FailsAsync(server, Entry(server)), StringComparison.Ordinal);
        await _downloader.GetAsync(Entry(server) with { Validate = _ => { } }, _folder.Path, Quick);
    }

    [Theory]
    [InlineData("Content-Length: 5000\r\n", 4000)]
    [InlineData("Transfer-Encoding: chunked\r\n", 4000)]
    public async Task ABodyThatEndsEarlyIsAnError(string headers, int send)
    {
        using var server = new LoopbackServer(async (_, stream) =>
        {
            bool chunked = headers.StartsWith("Transfer", StringComparison.Ordinal);
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{headers}Connection: close\r\n\r\n{(chunked ? "1388\r\n" : "")}"));
            await stream.WriteAsync(Body.AsMemory(0, send));
        });
        await FailsAsync(server, Entry(server));
        Assert.Equal(Quick.Attempts, server.Requests.Count);
    }

    [Theory]
    [InlineData("set.txt", "gzip", false)]
    [InlineData("set.txt", "br", false)]
    [InlineData("set.txt", "identity", true)]
    [InlineData("set.tar.gz", "x-gzip", true)] // which servers say of a file that is one
    [InlineData("set.tar.gz", "br", false)]
    public async Task AnEncodingThatWasNotAskedForIsRefused(string name, string encoding, bool isTaken)
    {
        using var server = new LoopbackServer(
            (_, stream) => LoopbackServer.WriteAsync(stream, "200 OK", Body, $"Content-Encoding: {encoding}\r\n"));
        DatasetEntry entry = Entry(server) with { FileName = name };
        if (isTaken) Assert.Equal(Body, File.ReadAllBytes((await _downloader.GetAsync(entry, _folder.Path, Quick)).Path));
        else Assert.Contains($"'{encoding}'", await FailsAsync(server, entry), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RedirectsAreFollowedButNotRound()
    {
        LoopbackServer? self = null;
        using var server = new LoopbackServer((request, stream) => request.Path == "end"
            ? LoopbackServer.WriteAsync(stream, "200 OK", Body)
            : LoopbackServer.WriteAsync(stream, "302 Found", [], $"Location: {self!.Url(request.Path == "a" ? "a" : "end")}\r\n"));
        self = server;
        string message = await FailsAsync(server, Entry(server));
        Assert.Contains("status 302", message, StringComparison.Ordinal);
        Assert.Contains("goes round or is one of too many", message, StringComparison.Ordinal);
        await _downloader.GetAsync(Entry(server) with { Urls = [server.Url("b")] }, _folder.Path, Quick);
    }

    [Fact]
    public async Task ARedirectToALessSafeAddressIsNotFollowed()
    {
        using var handler = new Redirecting();
        using var downloader = new Downloader(handler);
        DatasetEntry entry = Entry(null) with { Urls = [new Uri("https://example.org/a")] };
        var e = await Assert.ThrowsAsync<DownloadException>(() => downloader.GetAsync(entry, _folder.Path, Quick));
        Assert.Contains("http://example.org/b", e.Message, StringComparison.Ordinal);
        Assert.Contains("is not secure", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatIsThereIsCheckedAgainstTheHashInsistedOn()
    {
        using var server = new LoopbackServer((_, stream) => LoopbackServer.WriteAsync(stream, "200 OK", Body));
        DownloadResult first = await _downloader.GetAsync(Entry(server), _folder.Path, Quick);
        Assert.True(
            (await _downloader.GetAsync(Entry(server), _folder.Path, Quick with { Sha256 = first.Sha256!.ToUpperInvariant() }))
                .AlreadyThere);
        var e = await Assert.ThrowsAsync<DownloadException>(
            () => _downloader.GetAsync(Entry(server), _folder.Path, Quick with { Sha256 = new string('0', 64) }));
        Assert.Contains("--force", e.Message, StringComparison.Ordinal);
        Assert.Equal(Body, File.ReadAllBytes(first.Path));
    }

    private async Task<string> FailsAsync(LoopbackServer server, DatasetEntry entry, DownloadOptions? options = null)
    {
        var e = await Assert.ThrowsAsync<DownloadException>(() => _downloader.GetAsync(entry, _folder.Path, options ?? Quick));
        Assert.Contains($"{server.Url("a")}: ", e.Message, StringComparison.Ordinal);
        string target = Path.Combine(_folder.Path, "set", entry.FileName);
        Assert.DoesNotContain(
            Directory.GetFiles(Path.GetDirectoryName(target)!), file => !file.StartsWith(target + ".part", StringComparison.Ordinal));
        return e.Message;
    }

    private static DatasetEntry Entry(LoopbackServer? server) => new()
    {
        Name = "set",
        Description = "for tests",
        Licence = "none",
        Urls = [server?.Url("a")!],
        FileName = "set.txt",
    };

    private sealed class Redirecting : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.Found) { Headers = { Location = new Uri("http://example.org/b") } });
    }
}
