using System.IO.Compression;
using System.Text;

namespace SimdSeq.Datasets;

/// <summary>
/// Opens a text file that is plain, gzip or a zip with one csv inside, told apart by their first bytes. Where a packed one is cut short or
/// damaged, reading to the end throws <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class SeriesFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly ZipArchive? _zip;
    private readonly HeadStream _content;
    private readonly string _within;

    private SeriesFile(string path, FileStream file, Stream content, string within = "", ZipArchive? zip = null)
    {
        _path = path;
        _file = file;
        _content = new HeadStream(content);
        _within = within;
        _zip = zip;
        // Latin-1 bytes in units (the record's "µ") become U+FFFD; such columns are outside the fourteen.
        Reader = new StreamReader(_content, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
    }

    /// <summary>The text.</summary>
    public StreamReader Reader { get; }

    /// <summary>What the text, unpacked, begins like.</summary>
    public FileKind Kind => FileKind.Of(_content.Head);

    /// <summary>Makes sure that it may be a table of text; to be called before anything is read.</summary>
    /// <exception cref="SeriesFormatException">It is something else.</exception>
    /// <exception cref="InvalidDataException">It is packed, and cut short or damaged.</exception>
    public void CheckKind()
    {
        if (!Kind.MayBeTable)
            throw new SeriesFormatException(_path, 0, null,
                $"expected comma-separated text, got {Kind.Name}{_within}. Name a csv, or a gzip or zip of one.");
    }

    /// <summary>Opens a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="limits">How much may come out of it.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SeriesFormatException">It is a folder, a pipe, empty, or no archive of one csv.</exception>
    public static SeriesFile Open(string path, ReadingLimits limits)
    {
        if (Directory.Exists(path)) throw new SeriesFormatException(path, 0, null, "expected a file, got a folder. Name the file in it.");
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        try
        {
            if (!file.CanSeek)
                throw new SeriesFormatException(path, 0, null, "expected a file, got a pipe. Save its data to a file and name that.");
            if (file.Length == 0)
                throw new SeriesFormatException(path, 0, null, "expected a header and rows, got an empty file (0 bytes). Name another.");
            Span<byte> magic = stackalloc byte[4];
            magic = magic[..file.ReadAtLeast(magic, 4, throwOnEndOfStream: false)];
            file.Position = 0;
            if (FileKind.BeginsLikeZip(magic)) return OpenZip(path, file, limits);
            return magic.StartsWith([(byte)0x1f, (byte)0x8b])
                ? new SeriesFile(path, file, Bounded(new GzipFileStream(file), path, limits), " in a gzip")
                : new SeriesFile(path, file, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Reader.Dispose();
        _zip?.Dispose();
        _file.Dispose();
    }

    private static SeriesFile OpenZip(string path, FileStream file, ReadingLimits limits)
    {
        try
        {
            var zip = new ZipArchive(file, ZipArchiveMode.Read);
            ZipArchiveEntry entry = ZipPackage.FindCsv(zip, path);
            return new SeriesFile(path, file, Bounded(ZipPackage.Open(entry, path), path, limits), " in a zip", zip);
        }
        catch (InvalidDataException e)
        {
            throw new SeriesFormatException(path, 0, null,
                $"expected a zip file, got one that is truncated or damaged ({e.Message}). Download it again.", e);
        }
    }

    private static BoundedStream Bounded(Stream unpacked, string path, ReadingLimits limits) =>
        new(unpacked, limits.Unpacked, () => new SeriesFormatException(path, 0, null,
            $"expected at most {limits.Unpacked:N0} bytes when unpacked, got more. Is this the right file? If so, unpack it and name the "
                + "csv."));
}
