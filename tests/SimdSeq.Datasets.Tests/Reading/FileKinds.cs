using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace SimdSeq.Datasets.Tests;

/// <summary>Whole files of many kinds: their bytes, and a word by which a message may call them.</summary>
internal static class FileKinds
{
    private const string Csv = "date,p (mbar),T (degC),rh (%)\n2020-01-01 00:00:00,996.5,8,93.3\n2020-01-01 01:00:00,996.5,8,93.3\n";
    private const string Page =
        "\n<!DOCTYPE html>\n<html><head><title>403 \"Forbidden\"</title></head><body>Please, log in.</body></html>\n";
    private const string Json = "{\"the\": 1, \"and\": 2, \"a\": 3, \"of\": 4, \"to\": 5}";
    private const string Prose = "No comma is in this text.\nIt has some lines.\n";

    /// <summary>Kinds that the reader of series takes.</summary>
    public static IReadOnlyList<string> Series { get; } = ["csv", "csv.gz", "csv.zip", "csv in UTF-16", "csv that begins like a Parquet"];

    /// <summary>Kinds that the reader of reviews takes.</summary>
    public static IReadOnlyList<string> Reviews { get; } = ["reviews.tar.gz", "reviews of version 7.tar.gz", "reviews.npz"];

    /// <summary>Bytes and word of each.</summary>
    public static IReadOnlyDictionary<string, (byte[] Bytes, string Word)> All { get; } = new Dictionary<string, (byte[], string)>
    {
        ["csv"] = (Utf8(Csv), "comma-separated"),
        ["csv.gz"] = (TemporaryFolder.Gzip(Csv), "comma-separated"),
        ["csv.zip"] = (TemporaryFolder.Zip(("a.csv", Csv)), "a.csv"),
        ["csv in UTF-16"] = ([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Csv)], "UTF-16"),
        ["csv in UTF-16 without its mark"] = (Encoding.Unicode.GetBytes(Csv), "UTF-16"),
        ["csv.tar"] = (Tar("a.csv", Csv), "tar"),
        ["csv.tar.gz"] = (SmallReviews.Gzip(Tar("a.csv", Csv)), ""),
        ["csv.gz.gz"] = (SmallReviews.Gzip(TemporaryFolder.Gzip(Csv)), "gzip"),
        ["two csv.zip"] = (TemporaryFolder.Zip(("a.csv", Csv), ("b.csv", Csv)), "a.csv"),
        ["empty zip"] = (TemporaryFolder.Zip(), ""),
        ["empty gzip"] = (TemporaryFolder.Gzip(""), "empty"),
        ["empty"] = ([], "empty"),
        ["reviews.tar.gz"] = (SmallReviews.Gzip(SmallReviews.Tar()), "tar"),
        ["reviews.tar"] = (SmallReviews.Tar(), "tar"),
        ["reviews of version 7.tar.gz"] = (SmallReviews.Gzip(SmallReviews.Tar(format: TarEntryFormat.V7)), "tar"),
        ["reviews.npz"] = (SmallReviews.Npz(), "npy"),
        ["one.npy"] = (SmallReviews.Npy([1, 2, 3]), "npy"),
        ["one.npy.gz"] = (SmallReviews.Gzip(SmallReviews.Npy([1, 2, 3])), "npy"),
        ["pickled.npz"] = (SmallReviews.Npz("y_train", SmallReviews.Npy([1], descr: "'|O'")), ""),
        ["xlsx"] = (TemporaryFolder.Zip(("[Content_Types].xml", "<x/>"), ("xl/workbook.xml", "<x/>")), "xl/workbook.xml"),
        ["csv.lzma.zip"] = (Patched(TemporaryFolder.Zip(("a.csv", Csv)), 8, 14), ""),
        ["csv.encrypted.zip"] = (Patched(TemporaryFolder.Zip(("a.csv", Csv)), 6, 1), ""),
        ["reviews.lzma.npz"] = (Patched(SmallReviews.Npz(), 8, 14), ""),
        ["reviews.encrypted.npz"] = (Patched(SmallReviews.Npz(), 6, 1), ""),
        ["csv that begins like a Parquet"] = (Utf8(Csv.Replace("date,p", "PAR1,date,p").Replace("\n2020", "\n1,2020")), "comma-separated"),
        ["json"] = (Utf8(Json), "JSON"),
        ["json.gz"] = (TemporaryFolder.Gzip(Json), "JSON"),
        ["long json"] = (Utf8("[" + string.Join(", ", Enumerable.Range(0, 9000)) + "]"), "JSON"),
        ["html"] = (Utf8(Page), "web page"),
        ["html.gz"] = (TemporaryFolder.Gzip(Page), "web page"),
        ["xml"] = (Utf8("<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>"), "XML"),
        ["text"] = (Utf8(Prose), "text"),
        ["text.gz"] = (TemporaryFolder.Gzip(Prose), "text"),
        ["long text"] = (Utf8(new string('x', 9000)), "text"),
        ["zeros"] = (new byte[4096], "zeros"),
        ["zeros.gz"] = (SmallReviews.Gzip(new byte[4096]), "zeros"),
        ["noise"] = (Noise(4096), ""),
        ["pdf"] = (Padded("%PDF-1.7\n"u8), "PDF"),
        ["pdf.gz"] = (SmallReviews.Gzip(Padded("%PDF-1.7\n"u8)), "PDF"),
        ["png"] = (Padded([0x89, .. "PNG\r\n"u8, 0x1a, 10]), "PNG"),
        ["jpeg"] = (Padded([0xff, 0xd8, 0xff, 0xe0, 0, 16, .. "JFIF"u8]), "JPEG"),
        ["gif"] = (Padded("GIF89a"u8), "GIF"),
        ["bzip2"] = (Padded("BZh91AY&SY"u8), "bzip2"),
        ["xz"] = (Padded([0xfd, .. "7zXZ"u8, 0]), "xz"),
        ["zstd"] = (Padded([0x28, 0xb5, 0x2f, 0xfd]), "zstd"),
        ["7z"] = (Padded([.. "7z"u8, 0xbc, 0xaf, 0x27, 0x1c]), "7z"),
        ["rar"] = (Padded([.. "Rar!"u8, 0x1a, 7, 0]), "RAR"),
        ["parquet"] = (Padded("PAR1"u8), "Parquet"),
        ["arrow"] = (Padded("ARROW1"u8), "Arrow"),
        ["hdf5"] = (Padded([0x89, .. "HDF\r\n"u8, 0x1a, 10]), "HDF5"),
        ["matlab"] = (Padded("MATLAB 5.0 MAT-file, Platform: GLNX86, Created on: Mon"u8), "MATLAB"),
        ["sqlite"] = (Padded("SQLite format 3\0"u8), "SQLite"),
        ["pickle"] = (Padded([0x80, 4, 0x95, 0, 0, 0]), "pickle"),
        ["model"] = (Padded([0x89, .. "SIMDSEQ"u8]), "SimdSeq model"),
    };

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    // Compressed or not: what comes after the mark is of no account here.
    private static byte[] Padded(ReadOnlySpan<byte> mark) => [.. mark, .. Noise(2000)];

    // A field of every member's header, and of its copy in the zip's directory.
    private static byte[] Patched(byte[] zip, int field, byte value)
    {
        for (int at = 0; at < zip.Length - 46; at++)
        {
            if (zip.AsSpan(at).StartsWith("PK\x03\x04"u8)) zip[at + field] = value;
            else if (zip.AsSpan(at).StartsWith("PK\x01\x02"u8)) zip[at + field + 2] = value;
        }

        return zip;
    }

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(11).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Tar(string name, string text) => SmallReviews.Tar(new Dictionary<string, string> { [name] = text });
}
