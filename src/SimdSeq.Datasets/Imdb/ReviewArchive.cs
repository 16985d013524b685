using System.Formats.Tar;

namespace SimdSeq.Datasets;

/// <summary>Reviews in the original archive, a gzip of a tar, read in one pass and not unpacked to disk.</summary>
internal static class ReviewArchive
{
    /// <summary>No review is nearly as long; a damaged header may say so.</summary>
    private const int LongestReview = 1 << 20;

    /// <summary>Reads every review into a corpus.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is no gzip of a tar, or truncated or damaged, or a file in it is no review.</exception>
    public static void Read(string path, ReviewCorpus corpus, CancellationToken cancellation)
    {
        using FileStream file = File.OpenRead(path);
        CheckGzip(file, path);
        using var content = new GzipFileStream(file);
        string? last = null;
        try
        {
            using var tar = new TarReader(content, leaveOpen: true);
            var buffer = new byte[1 << 16];
            while (NextEntry(tar) is { } entry)
            {
                cancellation.ThrowIfCancellationRequested();
                last = entry.Name;
                ReviewName? name = ReviewName.Read(entry.Name, out string? problem);
                if (problem is not null) throw new DataFormatException(path, entry.Name, -1, problem);
                if (name is { } review) corpus.Add(review, ReadText(entry, path, ref buffer));
            }

            DrainZeros(content, path, buffer);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new DataFormatException(path, null, content.Count,
                $"expected more of the archive after {last ?? "its beginning"}, got what cannot be read: it is truncated or damaged "
                + $"({e.Message}). Download it again.", e);
        }
    }

    private static void CheckGzip(FileStream file, string path)
    {
        Span<byte> magic = stackalloc byte[2];
        magic = magic[..file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false)];
        if (!magic.SequenceEqual((ReadOnlySpan<byte>)[0x1f, 0x8b]))
            throw new DataFormatException(path, null, 0,
                "expected a tar.gz (1F8B), an npz (504B) or a directory, got "
                + $"{(file.Length == 0 ? "an empty file" : $"a file that begins with {Convert.ToHexString(magic)}")}. Is this the right "
                + "file?");
        file.Position = 0;
    }

    /// <summary>The next entry, or null at the end. <see cref="TarReader"/> documents <see cref="InvalidDataException"/> for damage, but
    /// ends in exceptions of many kinds. All but those of the file itself come from bytes that make no sense.</summary>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    private static TarEntry? NextEntry(TarReader tar)
    {
        try
        {
            return tar.GetNextEntry();
        }
        catch (Exception e) when (e is not (InvalidDataException or IOException))
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    private static ReadOnlySpan<byte> ReadText(TarEntry entry, string path, ref byte[] buffer)
    {
        if (entry.DataStream is null) return [];
        if (entry.Length > LongestReview)
            throw new DataFormatException(path, entry.Name, -1, $"expected a review, got {entry.Length} bytes. The archive is damaged.");
        if (buffer.Length < entry.Length) buffer = new byte[entry.Length];
        Span<byte> text = buffer.AsSpan(0, (int)entry.Length);
        entry.DataStream.ReadExactly(text);
        return text;
    }

    /// <summary>After the last entry come zeros alone, up to where gzip checks its hash.</summary>
    private static void DrainZeros(GzipFileStream content, string path, byte[] buffer)
    {
        while (true)
        {
            long before = content.Count;
            int read = content.Read(buffer.AsSpan());
            if (read == 0) return;
            int other = buffer.AsSpan(0, read).IndexOfAnyExcept((byte)0);
            if (other >= 0)
                throw new DataFormatException(path, null, before + other,
                    $"expected zeros after the last file of the archive, got {buffer[other]:X2}: it is damaged. Download it again.");
        }
    }
}
