using System.IO.Compression;
using System.Text;

namespace SimdSeq.Datasets;

/// <summary>
/// Opens a text file that is plain, gzip or a zip with one csv inside, told apart by their first bytes. Where a packed one is cut short or
/// damaged, reading to the end throws <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class SeriesFile : IDisposable
{
    private readonly FileStream _file;
    private readonly ZipArchive? _zip;

    private SeriesFile(FileStream file, Stream content, ZipArchive? zip = null)
    {
        _file = file;
        _zip = zip;
        // Latin-1 bytes in units (the record's "µ") become U+FFFD; such columns are outside the fourteen.
        Reader = new StreamReader(content, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
    }

    /// <summary>The text.</summary>
    public StreamReader Reader { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SeriesFormatException">It is a folder, a pipe, empty, or no archive of one csv.</exception>
    public static SeriesFile Open(string path)
    {
        if (Directory.Exists(path)) throw new SeriesFormatException(path, 0, null, "expected a file, got a folder. Name the file in it.");
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        try
        {
            if (!file.CanSeek)
                throw new SeriesFormatException(path, 0, null, "expected a file, got a pipe. Save its data to a file and name that.");
            if (file.Length == 0)
                throw new SeriesFormatException(path, 0, null,
                    "expected a header and rows, got an empty file (0 bytes). Download it again.");
            Span<byte> magic = stackalloc byte[4];
            magic = magic[..file.ReadAtLeast(magic, 4, throwOnEndOfStream: false)];
            file.Position = 0;
            if (magic.StartsWith("PK"u8)) return OpenZip(path, file);
            return new SeriesFile(file, magic.StartsWith([(byte)0x1f, (byte)0x8b]) ? new GzipFileStream(file) : file);
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

    private static SeriesFile OpenZip(string path, FileStream file)
    {
        try
        {
            var zip = new ZipArchive(file, ZipArchiveMode.Read);
            return new SeriesFile(file, new ZipEntryStream(ZipPackage.FindCsv(zip, path)), zip);
        }
        catch (InvalidDataException e)
        {
            throw new SeriesFormatException(path, 0, null,
                $"expected a zip file, got one that is truncated or damaged ({e.Message}). Download it again.", e);
        }
    }
}
