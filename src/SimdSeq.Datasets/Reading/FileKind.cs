using System.Buffers;
using System.Text;

namespace SimdSeq.Datasets;

/// <summary>What a file is by its first bytes, for messages about files of another kind than expected.</summary>
/// <param name="Name">What to call it, with its article.</param>
/// <param name="MayBeTable">Whether it is text that may hold lines of values.</param>
internal readonly record struct FileKind(string Name, bool MayBeTable)
{
    /// <summary>First bytes that tell.</summary>
    public const int HeadLength = 1024;

    private const int TarMark = 257; // where "ustar" stands in a header

    private const string Tar = "a tar";
    private const string Page = "a web page";

    // No text has them, so that a table may begin with "PAR1" or "BZh". Those of white space, end of file and escape are none.
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Except([9, 10, 11, 12, 13, 26, 27]).Select(value => (byte)value)]);

    private static readonly (byte[] Mark, string Name)[] Marks =
    [
        ([0x1f, 0x8b], "a gzip"),
        ([.. "PK\x03\x04"u8], "a zip"),
        ([.. "PK\x05\x06"u8], "an empty zip"),
        ([0x93, .. "NUMPY"u8], "an npy array"),
        ([0x89, .. "PNG\r\n"u8], "a PNG image"),
        ([0xff, 0xd8, 0xff], "a JPEG image"),
        ([.. "GIF8"u8], "a GIF image"),
        ([.. "BZh"u8], "a bzip2 file"),
        ([0xfd, .. "7zXZ"u8, 0], "an xz file"),
        ([0x28, 0xb5, 0x2f, 0xfd], "a zstd file"),
        ([.. "7z"u8, 0xbc, 0xaf, 0x27, 0x1c], "a 7z archive"),
        ([.. "Rar!"u8, 0x1a], "a RAR archive"),
        ([.. "PAR1"u8], "a Parquet file"),
        ([.. "ARROW1"u8], "an Arrow file"),
        ([0x89, .. "HDF\r\n"u8], "an HDF5 file"),
        ([.. "MATLAB "u8], "a MATLAB file"),
        ([.. "SQLite format"u8], "an SQLite database"),
        ([0x89, .. "SIMDSEQ"u8], "a SimdSeq model"),
        ([0xd0, 0xcf, 0x11, 0xe0], "an old Office document"),
    ];

    /// <summary>Whether it is a tar.</summary>
    public bool IsTar => Name == Tar;

    /// <summary>Whether it is a page of the web.</summary>
    public bool IsPage => Name == Page;

    /// <summary>Whether it is a zip.</summary>
    public bool IsZip => Name is "a zip" or "an empty zip";

    /// <summary>Whether a file begins like a zip, also one without members.</summary>
    public static bool BeginsLikeZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8);

    /// <summary>Tells the kind of a file.</summary>
    /// <param name="file">Positioned at its beginning, to which it is set back.</param>
    public static FileKind Of(FileStream file)
    {
        var head = new byte[HeadLength];
        int length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return Of(head.AsSpan(0, length));
    }

    /// <summary>Tells the kind.</summary>
    /// <param name="head">The first bytes, up to <see cref="HeadLength"/>.</param>
    public static FileKind Of(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty) return new("an empty file", false);
        if (head.StartsWith("%PDF-"u8)) return new("a PDF", false);
        if (!head.ContainsAny(Controls)) return OfText(Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n'));
        foreach ((byte[] mark, string name) in Marks)
        {
            if (head.StartsWith(mark)) return new(name, false);
        }

        if (head.Length >= 2 && head[0] == 0x80 && head[1] is >= 2 and <= 5) return new("a Python pickle", false);
        if (!head.ContainsAnyExcept((byte)0)) return new("a file of zeros", false);
        if (HasTarHeader(head)) return new(Tar, false);
        if (head.StartsWith(Encoding.Unicode.Preamble) || head.StartsWith(Encoding.BigEndianUnicode.Preamble))
            return new("text in UTF-16", true);
        return new(IsWide(head) ? "text in UTF-16 without its byte order mark" : "binary data", false);
    }

    private static FileKind OfText(string text)
    {
        if (Begins("<!doctype html") || Begins("<html") || Begins("<head") || Begins("<body")) return new(Page, false);
        if (Begins("<?xml") || Begins("<!doctype")) return new("XML", false);
        if (Begins("{") && Second("\"'}") || Begins("[") && Second("{[\"-0123456789]")) return new("JSON", false);
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        string line = end < 0 ? text : text[..end];
        return new(line.Contains(',') ? "comma-separated text" : line.Contains('\t') ? "tab-separated text" : "plain text", true);

        bool Begins(string mark) => text.StartsWith(mark, StringComparison.OrdinalIgnoreCase);
        bool Second(string any) => text.AsSpan(1).TrimStart() is [var c, ..] && any.Contains(c);
    }

    /// <summary>Whether it begins with the header of a tar, of any version: its checksum fits, or its mark is there.</summary>
    private static bool HasTarHeader(ReadOnlySpan<byte> head)
    {
        const int Header = 512, Checksum = 148, ChecksumLength = 8;
        if (head.Length < Header) return false;
        if (head[TarMark..].StartsWith("ustar"u8)) return true;
        int sum = ChecksumLength * ' ', said = 0;
        for (int i = 0; i < Header; i++) sum += i is >= Checksum and < Checksum + ChecksumLength ? 0 : head[i];
        foreach (byte digit in head.Slice(Checksum, ChecksumLength))
        {
            if (digit is >= (byte)'0' and <= (byte)'7') said = 8 * said + digit - '0';
        }

        return sum == said;
    }

    /// <summary>Whether every other byte is zero, as in Latin letters of two bytes.</summary>
    private static bool IsWide(ReadOnlySpan<byte> head)
    {
        Span<int> zeros = [0, 0];
        for (int i = 0; i < head.Length; i++) zeros[i & 1] += head[i] == 0 ? 1 : 0;
        int most = Math.Max(zeros[0], zeros[1]), least = Math.Min(zeros[0], zeros[1]);
        return least == 0 && most > head.Length / 4;
    }
}
