using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace SimdSeq.Datasets.Tests;

/// <summary>A few reviews in all forms that the reader knows, to be damaged at will.</summary>
internal static class SmallReviews
{
    /// <summary>Files of the text form. In the training reviews "the" occurs five times, "film" three times, "good" twice, others
    /// once.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>
    {
        ["aclImdb/README"] = "no review",
        ["aclImdb/test/neg/0_1.txt"] = "The unseen film.",
        ["aclImdb/test/pos/0_10.txt"] = "GOOD! the-film",
        ["aclImdb/train/neg/0_2.txt"] = "the film, the film",
        ["aclImdb/train/pos/10_8.txt"] = "The film: good<br />",
        ["aclImdb/train/pos/9_7.txt"] = "the good,\tthe \u00c9t\u00e9",
        ["aclImdb/train/unsup/0_0.txt"] = "not labelled",
    };

    /// <summary>The arrays of the word-rank form of the same reviews: the 1, film 2, good 3, and the two others 4 and 5.</summary>
    public static IReadOnlyDictionary<string, int[]> Arrays { get; } = new Dictionary<string, int[]>
    {
        ["x_train_tokens"] = [1, 2, 3, 4, 1, 3, 1, 5, 1, 2, 1, 2],
        ["x_train_offsets"] = [0, 4, 8, 12],
        ["y_train"] = [1, 1, 0],
        ["train_seed113_order"] = [2, 0, 1],
        ["x_test_tokens"] = [3, 1, 2, 1, 2],
        ["x_test_offsets"] = [0, 3, 5],
        ["y_test"] = [1, 0],
        ["test_seed113_order"] = [0, 1],
    };

    public static string WriteDirectory(TemporaryFolder folder, IReadOnlyDictionary<string, string>? files = null)
    {
        foreach ((string name, string text) in files ?? Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.Path, name))!);
            folder.Write(name, text);
        }

        return folder.Path;
    }

    public static byte[] Tar(IReadOnlyDictionary<string, string>? files = null, TarEntryFormat format = TarEntryFormat.Ustar)
    {
        using var memory = new MemoryStream();
        using (var tar = new TarWriter(memory, format))
        {
            foreach ((string name, string text) in files ?? Files)
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, name),
                    TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
                    TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, name),
                    _ => new UstarTarEntry(TarEntryType.RegularFile, name),
                };
                entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text));
                tar.WriteEntry(entry);
            }
        }

        return memory.ToArray();
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest)) gzip.Write(bytes);
        return memory.ToArray();
    }

    /// <summary>The bytes of one array as NumPy saves it.</summary>
    public static byte[] Npy(int[] values, string descr = "'<i4'", string? shape = null, byte version = 1)
    {
        string header = $"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape ?? $"({values.Length},)"}, }}";
        header = header.PadRight((header.Length + 10 + 64) / 64 * 64 - 10 - 1) + "\n";
        byte[] prefix = [0x93, .. "NUMPY"u8, version, 0, (byte)header.Length, (byte)(header.Length >> 8)];
        return [.. prefix, .. Encoding.ASCII.GetBytes(header), .. MemoryMarshal.AsBytes(values.AsSpan())];
    }

    /// <summary>The word-rank form with one array replaced, or left out when that is null.</summary>
    public static byte[] Npz(string? replaced = null, byte[]? by = null, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            foreach ((string name, int[] values) in Arrays)
            {
                if (name == replaced && by is null) continue;
                using Stream stream = zip.CreateEntry(name + ".npy", level).Open();
                stream.Write(name == replaced ? by : Npy(values));
            }
        }

        return memory.ToArray();
    }
}
