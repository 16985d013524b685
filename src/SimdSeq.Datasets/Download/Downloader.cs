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
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

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
    /// <exception cref="DownloadException">No address delivered it, the folder cannot be used, or the file there has another hash than
    /// the one insisted on.</exception>
    /// <exception cref="ArgumentException">The entry has no address, one that is not of http or https, a name that leads out of its folder,
    /// or a hash that is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No attempt, a negative pause, a timeout of nothing, or a limit below 1.</exception>
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
        entry.Check();
        string target = Path.Combine(folder ?? DataFolder.Default, DataFolder.SubfolderOf(entry.Name), entry.FileName);
        if (File.Exists(target) && !options.Force)
        {
            if (options.Sha256 is { } wanted && !entry.Zipped) await CheckThereAsync(target, wanted, cancellation).ConfigureAwait(false);
            return new DownloadResult(target, AlreadyThere: true, null, 0, null);
        }

        string home = Path.GetDirectoryName(target)!;
        DiskAccess.Try(home, () => Directory.CreateDirectory(home));
        if (Directory.Exists(target)) DiskAccess.Try<object>(target, () => throw new IOException("A folder has this name."));
        var part = new PartialFile(
            target + (entry.Zipped ? ".zip.part" : ".part"), _client, DownloadTerms.Of(entry, options));
        var failures = new List<string>();
        Exception? last = null;
        foreach (Uri url in entry.Urls)
        {
            try
            {
                return await GetFromAsync(url, entry, target, part, options, progress, cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or FormatException or InvalidDataException
                && e is not DownloadException)
            {
                failures.Add($"  {url}: {e.Message}");
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
                CheckNoPage(entry, part.Path);
                string hash = await HashAsync(part.Path, cancellation).ConfigureAwait(false);
                if ((options.Sha256 ?? entry.Sha256) is { } expected && !hash.Equals(expected, StringComparison.OrdinalIgnoreCase))
                    throw new InvalidDataException(
                        $"expected SHA-256 {expected}, got {hash} ({bytes} bytes): the file is damaged or was changed");
                await FinishAsync(entry, part.Path, target, cancellation).ConfigureAwait(false);
                part.DeleteOrigin();
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
            DiskAccess.Try(target, () => File.Move(finished, target, overwrite: true));
            if (entry.Zipped) DiskAccess.Try(packed, () => File.Delete(packed));
        }
        finally
        {
            if (entry.Zipped && File.Exists(finished)) DiskAccess.Try(finished, () => File.Delete(finished));
        }
    }

    private static async Task UnpackAsync(string packed, string target, CancellationToken cancellation)
    {
        using ZipArchive zip = OpenZip(packed);
        long most = ReadingLimits.Default.Unpacked;
        using var source = new BoundedStream(ZipPackage.Open(ZipPackage.FindCsv(zip, packed), packed), most,
            () => new InvalidDataException($"expected at most {most:N0} bytes when unpacked, got more"));
        await DiskAccess.TryAsync(target, async () =>
        {
            using var file = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None);
            await source.CopyToAsync(file, cancellation).ConfigureAwait(false);
            return target;
        }).ConfigureAwait(false);
    }

    /// <summary>Makes sure that a page of a login or an error, sent as a success, does not pass for the file.</summary>
    private static void CheckNoPage(DatasetEntry entry, string path)
    {
        using FileStream file = DiskAccess.Try(path, () => File.OpenRead(path));
        FileKind kind = FileKind.Of(file);
        if (kind.IsPage && !Path.GetExtension(entry.FileName).StartsWith(".htm", StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException(
                $"expected {(entry.Zipped ? "a zip file" : entry.FileName)}, got {kind.Name} of {file.Length} bytes, perhaps of a login "
                + "or an error");
    }

    private static async Task CheckThereAsync(string target, string expected, CancellationToken cancellation)
    {
        string hash = await HashAsync(target, cancellation).ConfigureAwait(false);
        if (!hash.Equals(expected, StringComparison.OrdinalIgnoreCase))
            throw new DownloadException(
                $"{target} is there already: expected SHA-256 {expected}, got {hash}. Download it again with --force "
                + $"({nameof(DownloadOptions)}.{nameof(DownloadOptions.Force)}), or move it away.");
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
            string got = kind.IsZip
                ? $"one of {file.Length} bytes that is truncated or damaged ({e.Message})"
                : $"{kind.Name} ({file.Length} bytes)";
            throw new InvalidDataException($"expected a zip file, got {got}", e);
        }
    }

    private static async Task ReceiveAsync(
        Uri url, PartialFile part, DownloadOptions options, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        TimeSpan pause = options.RetryPause;
        for (int attempt = 1; ; attempt++, pause = pause < LongestPause / 2 ? 2 * pause : pause)
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
        DownloadException or UnusableAnswerException => false,
        HttpRequestException or IOException => true,
        _ => false,
    };

    private static string Kept(PartialFile part) =>
        part.CanBeContinued ? $" What came so far is kept in {part.Path} and will be continued." : "";

    private static Task<string> HashAsync(string path, CancellationToken cancellation) => DiskAccess.TryAsync(path, async () =>
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation).ConfigureAwait(false));
    });
}
