using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SimdSeq.Cli.Tests;

/// <summary>A web server for one test that delivers one file, whole or from where a request asks, and closes the connection.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _body;

    public LoopbackServer(byte[] body)
    {
        _body = body;
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    /// <summary>What tells versions of the file apart.</summary>
    public const string Version = "\"v1\"";

    /// <summary>First byte asked for by each request; 0 for all of the file.</summary>
    public List<int> Requests { get; } = [];

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/file";

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client.GetStream());
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                // the client went away
            }
            catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException)
            {
                return; // the test is over
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        int from = 0;
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
                from = int.Parse(line["Range: bytes=".Length..].TrimEnd('-'));
        }

        lock (Requests) Requests.Add(from);
        string status = from == 0 ? "200 OK" : $"206 Partial Content\r\nContent-Range: bytes {from}-{_body.Length - 1}/{_body.Length}";
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {status}\r\nContent-Length: {_body.Length - from}\r\nETag: {Version}\r\nConnection: close\r\n\r\n"));
        await stream.WriteAsync(_body.AsMemory(from));
    }
}
