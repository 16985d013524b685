using System.CommandLine;
using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary><c>data get</c>.</summary>
internal sealed class DataGetCommand : Command
{
    private readonly Session _session;
    private readonly Argument<DatasetEntry> _entry;
    private readonly Option<string?> _folder = FileOption.Create(
        "--folder", $"The folder of all data sets (default: {DataFolder.Variable}, or ./data)", "DIR");
    private readonly Option<string?> _sha256 = new("--sha256")
    {
        HelpName = "HEX",
        Description = "Insist on this SHA-256 of what is downloaded",
    };

    private readonly Option<bool> _force = new("--force") { Description = "Download even if the file is there" };
    private readonly Option<Uri?> _url = new("--url")
    {
        HelpName = "URL",
        Description = "Download from here instead of the public home",
    };

    public DataGetCommand(Session session)
        : base("get", "Download a data set; continues a download that was interrupted")
    {
        _session = session;
        _entry = EntryArgument(session);
        _sha256.Validators.Add(result =>
        {
            string given = result.Tokens[0].Value;
            if (given.Length != 64 || !given.All(char.IsAsciiHexDigit))
                result.AddError($"--sha256: expected 64 hexadecimal digits; got '{given}'.");
        });
        _url.CustomParser = result =>
        {
            string given = result.Tokens[0].Value;
            if (Uri.TryCreate(given, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https") return url;
            result.AddError($"--url: expected an address such as https://example.org/file.zip; got '{given}'.");
            return null;
        };
        Add(_entry);
        Add(_folder);
        Add(_sha256);
        Add(_force);
        Add(_url);
        SetAction(RunAsync);
    }

    private static Argument<DatasetEntry> EntryArgument(Session session)
    {
        string[] names = [.. session.Datasets.Select(entry => entry.Name)];
        return new Argument<DatasetEntry>("NAME")
        {
            Description = $"A data set: {string.Join(", ", names)}",
            CustomParser = result =>
            {
                string given = result.Tokens[0].Value;
                DatasetEntry? found = session.Datasets.FirstOrDefault(
                    entry => entry.Name.Equals(given, StringComparison.OrdinalIgnoreCase));
                if (found is null) result.AddError(UnknownName.Describe("data set", given, names));
                return found;
            },
        };
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        DatasetEntry entry = parsed.GetRequiredValue(_entry);
        string? given = parsed.GetValue(_folder);
        string folder = given ?? _session.DataFolder;
        if (File.Exists(folder))
        {
            string from = given is null ? DataFolder.Variable : "--folder";
            throw new UsageException($"{from}: expected a folder, got '{folder}', which is a file.");
        }

        var options = new DownloadOptions { Sha256 = parsed.GetValue(_sha256), Force = parsed.GetValue(_force) };
        Uri? url = parsed.GetValue(_url);
        if (entry.More.Count > 0 && (url is not null || options.Sha256 is not null))
        {
            throw new UsageException(
                $"--url and --sha256: expected a data set of one file, got {entry.Name}, which has {entry.More.Count + 1}. "
                + "Leave them out.");
        }

        _session.Terminal.Fact("Data set", entry.Description);
        _session.Terminal.Fact("Licence", entry.Licence);
        using var downloader = new Downloader();
        foreach (DatasetEntry file in (IEnumerable<DatasetEntry>)[url is null ? entry : entry with { Urls = [url] }, .. entry.More])
        {
            int code = await GetAsync(downloader, file, folder, options, cancellation).ConfigureAwait(false);
            if (code != ExitCode.Success) return code;
        }

        return ExitCode.Success;
    }

    private async Task<int> GetAsync(
        Downloader downloader, DatasetEntry file, string folder, DownloadOptions options, CancellationToken cancellation)
    {
        Terminal terminal = _session.Terminal;
        DownloadResult result;
        try
        {
            result = await DownloadDisplay.ShowAsync(
                terminal, file.Name, progress => downloader.GetAsync(file, folder, options, progress, cancellation))
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            terminal.Error(e.Message); // which says what is kept
            return ExitCode.Cancelled;
        }

        if (result.AlreadyThere)
        {
            terminal.Fact("There", $"{result.Path}; --force downloads it again");
            return ExitCode.Success;
        }

        terminal.Fact("Received", $"{ByteCount.Format(result.Bytes)}, SHA-256 {result.Sha256}");
        terminal.Fact("Saved", $"{result.Path}{(file.Validate is null ? "" : ", read in full and complete")}");
        return ExitCode.Success;
    }
}
