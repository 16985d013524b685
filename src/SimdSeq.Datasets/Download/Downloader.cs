using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;

namespace SimdSeq.Datasets;

/// <summary>
/// Downloads data sets: several addresses, retries, resumption, SHA-256, unpacking. The final file appears by an atomic move once it is
/// complete and checked; until then there is only <c>name.part</c>, which the next attempt continues.
/// </summary>
public sealed class Downloader : IDisposable
{
    private readonly HttpClient _client;

    /// <summary>Prepares for downloading.</summary>
    /// <param name="handler">Another HTTP handler than the default one, for example with a proxy.</param>
    public Downloader(HttpMessageHandler? handler = null)
    {
        _client = handler is null ? new HttpClient() : new HttpClient(handler, disposeHandler: false);
        _client.Timeout = Timeout.InfiniteTimeSpan; // a long download is fine, a silent one is not: see StallTimeout
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("simdseq/0.1");
    }

    /// <summary>Downloads a data set into its subfolder, unless it is there.</summary>
    /// <param name="entry">The data set.</param>
    /// <param name="folder">The folder that holds the data sets; null for <see cref="DataFolder.Default"/>.</param>
    /// <param name="options">Hash, retries, timeouts; null for the defaults.</param>
    /// <param name="progress">Told about every piece that comes.</param>
    /// <param name="cancellation">Stops; what came stays in the <c>.part</c> file.</param>
    /// <exception cref="DownloadException">No address delivered it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No attempt, a negative pause, or a timeout of nothing.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; the message says what is kept.</exception>
    public async Task<DownloadResult> GetAsync(
        DatasetEntry entry,
        string? folder = null,
        DownloadOptions? options = null,
        IProgress<DownloadProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        options ??= new DownloadOptions();
        options.Check();
        string target = Path.Combine(folder ?? DataFolder.Default, entry.Name, entry.FileName);
        if (File.Exists(target) && !options.Force) return new DownloadResult(target, AlreadyThere: true, null, 0, null);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);

        var part = new PartialFile(target + (entry.Zipped ? ".zip.part" : ".part"), _client, options.StallTimeout);
        var failures = new List<string>();
        Exception? last = null;
        foreach (Uri url in entry.Urls)
        {
            try
            {
                return await GetFromAsync(url, entry, target, part, options, progress, cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or FormatException or InvalidDataException)
            {
                failures.Add($"  {url}: {Describe(e)}");
                last = e;
            }
            catch (OperationCanceledException e)
            {
                throw new OperationCanceledException($"The download of '{entry.Name}' was cancelled.{Kept(part)}", e, cancellation);
            }
        }

        throw new DownloadException(
            $"Could not download '{entry.Name}':{Environment.NewLine}{string.Join(Environment.NewLine, failures)}{Environment.NewLine}"
            + $"Try again later, or download it by hand from one of these addresses into {Path.GetDirectoryName(target)} (or pass the "
            + $"file with --data).{Kept(part)}",
            last);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<DownloadResult> GetFromAsync(
        Uri url,
        DatasetEntry entry,
        string target,
        PartialFile part,
        DownloadOptions options,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellation)
    {
        for (bool repeated = false; ; repeated = true)
        {
            await ReceiveAsync(url, part, options, progress, cancellation).ConfigureAwait(false);
            try
            {
                long bytes = part.Length;
                string hash = await HashAsync(part.Path, cancellation).ConfigureAwait(false);
                if ((options.Sha256 ?? entry.Sha256) is { } expected && !hash.Equals(expected, StringComparison.OrdinalIgnoreCase))
                    throw new InvalidDataException(
                        $"expected SHA-256 {expected}, got {hash} ({bytes} bytes): the file is damaged or was changed");
                await FinishAsync(entry, part.Path, target, cancellation).ConfigureAwait(false);
                return new DownloadResult(target, AlreadyThere: false, url, bytes, hash);
            }
            catch (Exception e) when (e is InvalidDataException or FormatException)
            {
                bool again = part.Resumed && !repeated; // the beginning may be of another file: once more from the start
                part.Delete();
                if (!again) throw;
            }
        }
    }

    private static async Task FinishAsync(DatasetEntry entry, string packed, string target, CancellationToken cancellation)
    {
        string finished = entry.Zipped ? target + ".unpacking" : packed;
        try
        {
            if (entry.Zipped) await UnpackAsync(packed, finished, cancellation).ConfigureAwait(false);
            entry.Validate?.Invoke(finished);
            cancellation.ThrowIfCancellationRequested();
            File.Move(finished, target, overwrite: true);
            if (entry.Zipped) File.Delete(packed);
        }
        finally
        {
            if (entry.Zipped) File.Delete(finished);
        }
    }

    private static async Task UnpackAsync(string packed, string target, CancellationToken cancellation)
    {
        using ZipArchive zip = OpenZip(packed);
        using var source = ZipPackage.Open(ZipPackage.FindCsv(zip, packed), packed);
        using var file = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None);
        await source.CopyToAsync(file, cancellation).ConfigureAwait(false);
    }

    private static ZipArchive OpenZip(string packed)
    {
        try
        {
            return ZipFile.OpenRead(packed);
        }
        catch (InvalidDataException e)
        {
            using FileStream file = File.OpenRead(packed);
            FileKind kind = FileKind.Of(file);
            string got = kind.IsZip ? $"one of {file.Length} bytes that is truncated or damaged ({e.Message})" : $"{kind.Name} ({file.Length} bytes)";
            throw new InvalidDataException($"expected a zip file, got {got}", e);
        }
    }

    private static async Task ReceiveAsync(
        Uri url, PartialFile part, DownloadOptions options, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        TimeSpan pause = options.RetryPause;
        for (int attempt = 1; ; attempt++, pause *= 2)
        {
            try
            {
                int number = attempt;
                void Report(long received, long? total) => progress?.Report(new DownloadProgress(url, number, received, total));
                await part.ReceiveAsync(url, Report, cancellation).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (attempt < options.Attempts && MayPass(e))
            {
                await Task.Delay(pause, cancellation).ConfigureAwait(false);
            }
        }
    }

    private static bool MayPass(Exception e) => e switch
    {
        HttpRequestException { StatusCode: { } status } =>
            status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => false,
        HttpRequestException or IOException => true,
        _ => false,
    };

    private static string Kept(PartialFile part) =>
        part.Length > 0 ? $" What came so far is kept in {part.Path} and will be continued." : "";

    private static string Describe(Exception e) => e is HttpRequestException { StatusCode: { } status }
        ? FormattableString.Invariant($"status {(int)status} ({status})")
        : e.Message;

    private static async Task<string> HashAsync(string path, CancellationToken cancellation)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation).ConfigureAwait(false));
    }
}
