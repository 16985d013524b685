using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace SimdSeq.Datasets;

/// <summary>
/// The part of a download that is on disk, <c>name.part</c>: continued with a Range request where something tells that the rest belongs to
/// it, which is a hash of the whole or a <see cref="PartOrigin"/>; else begun anew.
/// </summary>
internal sealed class PartialFile(string path, HttpClient client, DownloadTerms terms)
{
    private const int LeastProgress = 1 << 16; // bytes within the timeout: a byte now and then is as good as none

    /// <summary>The file's path.</summary>
    public string Path => path;

    /// <summary>Bytes on disk.</summary>
    public long Length => File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>Whether bytes of an earlier request went into the file, which this process cannot vouch for.</summary>
    public bool Resumed { get; private set; }

    /// <summary>Whether there is a part that a later run continues.</summary>
    public bool CanBeContinued => Length > 0 && (terms.Checked || PartOrigin.Read(path) is not null);

    /// <summary>Throws away what is there.</summary>
    /// <exception cref="DownloadException">It cannot be.</exception>
    public void Delete()
    {
        DeleteOrigin();
        DiskAccess.Try(path, () => File.Delete(path));
        Resumed = false;
    }

    /// <summary>Throws away what tells where the part is from.</summary>
    /// <exception cref="DownloadException">It cannot be.</exception>
    public void DeleteOrigin() => DiskAccess.Try(path, () => File.Delete(PartOrigin.PathOf(path)));

    /// <summary>Requests what is lacking and writes it.</summary>
    /// <exception cref="HttpRequestException">The server refused; its status is in the exception.</exception>
    /// <exception cref="UnusableAnswerException">The server sent what cannot be the file.</exception>
    /// <exception cref="DownloadException">The file cannot be written.</exception>
    /// <exception cref="IOException">The connection broke or stalled; what came is kept.</exception>
    public async Task ReceiveAsync(Uri url, Action<long, long?> report, CancellationToken cancellation)
    {
        PartOrigin? origin = DiskAccess.Try(path, () => PartOrigin.Read(path));
        if (origin?.Url != url) origin = null;
        if (Length > 0 && origin is null && !terms.Checked) Delete();
        long have = Length;
        using HttpRequestMessage request = Request(url, have, origin);
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            stall.CancelAfter(terms.StallTimeout);
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token)
                .ConfigureAwait(false);
            if (have > 0 && response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                bool isSame = terms.Checked || origin?.Is(response) == true;
                if (!isSame || response.Content.Headers.ContentRange?.Length != have)
                    throw Anew($"the {have} bytes on disk do not belong to this file");
                Resumed = true;
                return; // all of it was there already
            }

            CheckStatus(response, url, have);
            CheckEncoding(response);
            bool continues = response.StatusCode == HttpStatusCode.PartialContent;
            long? total = continues ? CheckRange(response, have, origin) : response.Content.Headers.ContentLength;
            CheckTotal(response, total);
            Resumed = continues;
            await WriteAsync(response, url, continues ? have : 0, total, report, stall, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"nothing came for {terms.StallTimeout.TotalSeconds:0.#} seconds");
        }
    }

    private static HttpRequestMessage Request(Uri url, long have, PartOrigin? origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity")); // ranges and sizes are those of the file itself
        if (have == 0) return request;
        request.Headers.Range = new RangeHeaderValue(have, null);
        request.Headers.IfRange = origin?.Condition;
        return request;
    }

    private static void CheckStatus(HttpResponseMessage response, Uri url, long have)
    {
        HttpStatusCode status = response.StatusCode;
        if (status == HttpStatusCode.OK || (status == HttpStatusCode.PartialContent && have > 0)) return;
        string text = FormattableString.Invariant($"status {(int)status} ({status})");
        if (status == HttpStatusCode.PartialContent)
            throw new UnusableAnswerException($"{text}: a part of the file, where all of it was asked for");
        if (response.IsSuccessStatusCode) throw new UnusableAnswerException($"{text} instead of 200 and the file");
        if ((int)status is >= 300 and < 400 && response.Headers.Location is { } next)
        {
            bool isUnsafe = url.Scheme == Uri.UriSchemeHttps && next.IsAbsoluteUri && next.Scheme == Uri.UriSchemeHttp;
            text += $", which leads to {Excerpt.Of(next.ToString())} and was not followed, because it "
                + (isUnsafe ? "is not secure as this address is" : "goes round or is one of too many");
        }

        throw new HttpRequestException(text, null, status);
    }

    /// <summary>The ranges, sizes and hashes of an encoded file are not those of the file.</summary>
    private void CheckEncoding(HttpResponseMessage response)
    {
        // Some servers say gzip of a file that is one, and send it as it is.
        bool isGzip = System.IO.Path.GetExtension(terms.Name).ToLowerInvariant() is ".gz" or ".tgz";
        string? other = response.Content.Headers.ContentEncoding.FirstOrDefault(encoding =>
            encoding.ToLowerInvariant() is var name && name != "identity" && !(isGzip && name is ("gzip" or "x-gzip")));
        if (other is not null)
            throw new UnusableAnswerException(
                $"expected the file as it is, got it in the encoding '{Excerpt.Of(other)}', which was not asked for");
    }

    /// <summary>Makes sure that a part is what was asked for, and of the file whose beginning is here; returns the bytes in all.</summary>
    private long? CheckRange(HttpResponseMessage response, long have, PartOrigin? origin)
    {
        ContentRangeHeaderValue? range = response.Content.Headers.ContentRange;
        if (range?.Unit != "bytes" || range.From != have || range.To < have) throw Anew("the server sent another part than asked for");
        bool isOther = origin?.Is(response) == false || (origin?.Total is { } before && range.Length is { } now && before != now);
        if (isOther) throw Anew("the file has changed since its beginning came");
        if (!terms.Checked && (origin?.Is(response) != true || range.Length is null))
            throw Anew("the server does not say whether the file has changed since its beginning came");
        return range.Length ?? have + response.Content.Headers.ContentLength;
    }

    private void CheckTotal(HttpResponseMessage response, long? total)
    {
        if (total > terms.Most) throw TooMuch($"{total:N0}");
        if (total == 0) throw new UnusableAnswerException("expected a file, got an empty answer");
        // A connection that is closed says "all" and "broken" in the same way.
        bool hasEnd = total is not null || response.Headers.TransferEncodingChunked == true || response.Version.Major >= 2;
        if (!hasEnd && !terms.Checked && !terms.Read)
            throw new UnusableAnswerException(
                "expected the file's length, got an answer without, in which a break would not be noticed. Insist on a SHA-256 (--sha256)");
    }

    private async Task WriteAsync(
        HttpResponseMessage response, Uri url, long have, long? total, Action<long, long?> report, CancellationTokenSource stall,
        CancellationToken cancellation)
    {
        using Stream source = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
        using FileStream file = DiskAccess.Try(path, () => Open(response, url, have, total));
        var buffer = new byte[1 << 16];
        var window = Stopwatch.StartNew();
        long windowStart = have;
        report(have, total);
        while (true)
        {
            stall.CancelAfter(terms.StallTimeout);
            int read = await source.ReadAsync(buffer, stall.Token).ConfigureAwait(false);
            if (read == 0) break;
            if (have + read > terms.Most) throw TooMuch("more");
            if (have + read > total) throw Anew($"the server sent more than the {total} bytes it announced");
            await DiskAccess.TryAsync(path, async () =>
            {
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
                return read;
            }).ConfigureAwait(false);
            have += read;
            report(have, total);
            if (terms.StallTimeout == Timeout.InfiniteTimeSpan || window.Elapsed < terms.StallTimeout) continue;
            if (have - windowStart < LeastProgress && have != total)
                throw new IOException($"only {have - windowStart} bytes came in {window.Elapsed.TotalSeconds:0.#} seconds");
            window.Restart();
            windowStart = have;
        }

        if (total is { } wanted && have != wanted) throw new IOException($"the connection ended after {have} of {wanted} bytes");
        if (have == 0) throw new UnusableAnswerException("expected a file, got an empty answer");
    }

    private FileStream Open(HttpResponseMessage response, Uri url, long have, long? total)
    {
        if (have == 0) DeleteOrigin();
        var file = new FileStream(
            path, have > 0 ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        try
        {
            if (have == 0) PartOrigin.Of(url, response, total)?.Write(path);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Throws away what is there and returns the error that leads to another attempt.</summary>
    private IOException Anew(string reason)
    {
        Delete();
        return new IOException($"{reason}; beginning anew");
    }

    private UnusableAnswerException TooMuch(string got)
    {
        Delete();
        return new UnusableAnswerException(
            $"expected at most {terms.Most:N0} bytes, got {got}: is this the right address? ({nameof(DownloadOptions)}."
            + $"{nameof(DownloadOptions.MaximumBytes)} sets another limit)");
    }
}
