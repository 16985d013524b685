using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SimdSeq.Datasets.Tests;

/// <summary>A web server for one test: each request goes to a function that writes whatever bytes it likes, after which the connection is
/// closed.</summary>
public sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Request, NetworkStream, Task> _answer;

    public LoopbackServer(Func<Request, NetworkStream, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public List<Request> Requests { get; } = [];

    public Uri Url(string path) => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{path}");

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _stop.Dispose();
    }

    /// <summary>Answers with status and body; a shorter <paramref name="send"/> cuts the connection early.</summary>
    public static async Task WriteAsync(
        NetworkStream stream, string status, byte[] body, string headers = "", int? send = null, bool sayLength = true)
    {
        string length = sayLength ? $"Content-Length: {body.Length}\r\n" : "";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{length}{headers}Connection: close\r\n\r\n"));
        await stream.WriteAsync(body.AsMemory(0, send ?? body.Length));
        await stream.FlushAsync();
    }

    /// <summary>Answers like a server that knows ranges.</summary>
    public static Task WriteRangeAsync(NetworkStream stream, Request request, byte[] body, int? send = null, string headers = "")
    {
        if (request.RangeFrom is not { } from) return WriteAsync(stream, "200 OK", body, headers, send);
        return from >= body.Length
            ? WriteAsync(stream, "416 Range Not Satisfiable", [], $"{headers}Content-Range: bytes */{body.Length}\r\n")
            : WriteAsync(
                stream, "206 Partial Content", body[(int)from..],
                $"{headers}Content-Range: bytes {from}-{body.Length - 1}/{body.Length}\r\n", send);
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                using NetworkStream stream = client.GetStream();
                Request request = await ReadAsync(stream);
                lock (Requests) Requests.Add(request);
                await _answer(request, stream);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // the client went away, or the test is over
            }
        }
    }

    private static async Task<Request> ReadAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        string path = (await reader.ReadLineAsync() ?? "").Split(' ').ElementAtOrDefault(1) ?? "";
        long? from = null;
        string? condition = null;
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
                from = long.Parse(line["Range: bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            if (line.StartsWith("If-Range: ", StringComparison.OrdinalIgnoreCase)) condition = line["If-Range: ".Length..];
        }

        return new Request(path.TrimStart('/'), from, condition);
    }

    public sealed record Request(string Path, long? RangeFrom, string? IfRange);
}
