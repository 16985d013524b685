using System.Net;
using System.Net.Http.Headers;

namespace SimdSeq.Datasets;

/// <summary>
/// The part of a download that is on disk, <c>name.part</c>: continued with a Range request, begun anew when the server does not support
/// that.
/// </summary>
internal sealed class PartialFile(string path, HttpClient client, TimeSpan stallTimeout)
{
    /// <summary>The file's path.</summary>
    public string Path => path;

    /// <summary>Bytes on disk.</summary>
    public long Length => File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>Whether bytes of an earlier request went into the file, which this process cannot vouch for.</summary>
    public bool Resumed { get; private set; }

    /// <summary>Throws away what is there.</summary>
    public void Delete()
    {
        File.Delete(path);
        Resumed = false;
    }

    /// <summary>Requests what is lacking and writes it.</summary>
    /// <exception cref="HttpRequestException">The server refused; its status is in the exception.</exception>
    /// <exception cref="IOException">The connection broke or stalled; what came is kept.</exception>
    public async Task ReceiveAsync(Uri url, Action<long, long?> report, CancellationToken cancellation)
    {
        long have = Length;
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (have > 0) request.Headers.Range = new RangeHeaderValue(have, null);
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            stall.CancelAfter(stallTimeout);
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token)
                .ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && have > 0)
            {
                if (response.Content.Headers.ContentRange?.Length == have)
                {
                    Resumed = true;
                    return; // all of it was there already
                }

                Delete();
                throw new IOException($"the {have} bytes on disk do not belong to this file; beginning anew");
            }

            response.EnsureSuccessStatusCode();
            bool continues = have > 0 && response.StatusCode == HttpStatusCode.PartialContent;
            if (continues && response.Content.Headers.ContentRange?.From != have)
            {
                Delete();
                throw new IOException("the server sent another part than asked for; beginning anew");
            }

            Resumed = continues;
            await WriteAsync(response, continues ? have : 0, report, stall, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"nothing came for {stallTimeout.TotalSeconds:0} seconds");
        }
    }

    private async Task WriteAsync(
        HttpResponseMessage response, long have, Action<long, long?> report, CancellationTokenSource stall, CancellationToken cancellation)
    {
        long? total = have + response.Content.Headers.ContentLength;
        using Stream source = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
        FileMode mode = have > 0 ? FileMode.Append : FileMode.Create;
        using var file = new FileStream(path, mode, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        var buffer = new byte[1 << 16];
        report(have, total);
        while (true)
        {
            stall.CancelAfter(stallTimeout);
            int read = await source.ReadAsync(buffer, stall.Token).ConfigureAwait(false);
            if (read == 0) break;
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
            have += read;
            report(have, total);
        }

        if (total is { } wanted && have != wanted) throw new IOException($"the connection ended after {have} of {wanted} bytes");
    }
}
