using System.IO.Compression;
using System.Text;

namespace SimdSeq.Datasets;

/// <summary>
/// Opens a text file that is plain, gzip or a zip with one csv inside, told apart by their first bytes, and notices when a packed one is
/// cut short.
/// </summary>
internal sealed class SeriesFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly ZipArchive? _zip;
    private readonly CountingStream _content;
    private readonly long _expectedLength;
    private readonly long _lengthMask;

    private SeriesFile(string path, FileStream file, ZipArchive? zip, Stream content, long expectedLength, long lengthMask)
    {
        _path = path;
        _file = file;
        _zip = zip;
        _content = new CountingStream(content);
        _expectedLength = expectedLength;
        _lengthMask = lengthMask;
        // Latin-1 bytes in units (the record's "µ") become U+FFFD; such columns are outside the fourteen.
        Reader = new StreamReader(_content, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
    }

    /// <summary>The text.</summary>
    public StreamReader Reader { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SeriesFormatException">The file is empty, or no archive of one csv.</exception>
    public static SeriesFile Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        try
        {
            if (file.Length == 0)
                throw new SeriesFormatException(path, 0, null,
                    "expected a header and rows, got an empty file (0 bytes). Download it again.");
            Span<byte> magic = stackalloc byte[4];
            magic = magic[..file.ReadAtLeast(magic, 4, throwOnEndOfStream: false)];
            file.Position = 0;
            if (magic.StartsWith("PK"u8)) return OpenZip(path, file);
            return magic.StartsWith([(byte)0x1f, (byte)0x8b])
                ? OpenGzip(path, file)
                : new SeriesFile(path, file, null, file, expectedLength: file.Length, lengthMask: -1);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>To be called at the end of the text: throws when less came than the archive promised.</summary>
    public void CheckComplete(long line)
    {
        if ((_content.Count & _lengthMask) != (_expectedLength & _lengthMask))
            throw new SeriesFormatException(_path, line, null,
                $"expected {_expectedLength} bytes of text, got {_content.Count}: the archive is truncated or damaged. Download it again.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Reader.Dispose();
        _zip?.Dispose();
        _file.Dispose();
    }

    private static SeriesFile OpenGzip(string path, FileStream file)
    {
        if (file.Length < GzipTrailer.SmallestFile)
            throw new SeriesFormatException(path, 0, null,
                $"expected a gzip file, got {file.Length} bytes: it is truncated. Download it again.");
        uint length = GzipTrailer.ReadLength(file);
        return new SeriesFile(path, file, null, new GZipStream(file, CompressionMode.Decompress), length, lengthMask: uint.MaxValue);
    }

    private static SeriesFile OpenZip(string path, FileStream file)
    {
        try
        {
            var zip = new ZipArchive(file, ZipArchiveMode.Read);
            ZipArchiveEntry entry = ZipPackage.FindCsv(zip, path);
            return new SeriesFile(path, file, zip, entry.Open(), entry.Length, lengthMask: -1);
        }
        catch (InvalidDataException e)
        {
            throw new SeriesFormatException(path, 0, null,
                $"expected a zip file, got one that is truncated or damaged ({e.Message}). Download it again.", e);
        }
    }
}
