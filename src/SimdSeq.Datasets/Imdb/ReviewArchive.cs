using System.Formats.Tar;

namespace SimdSeq.Datasets;

/// <summary>Reviews in the original archive, a gzip of a tar, read in one pass and not unpacked to disk.</summary>
internal static class ReviewArchive
{
    /// <summary>Reads every review into a reader.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is no gzip of a tar, or truncated or damaged, or a file in it is no review.</exception>
    public static void Read(string path, ReviewReader reader, ReadingLimits limits, CancellationToken cancellation)
    {
        using FileStream file = File.OpenRead(path);
        CheckGzip(file, path);
        using var unpacked = new HeadStream(new GzipFileStream(file));
        using var bounded = new BoundedStream(unpacked, limits.Unpacked, () => new DataFormatException(path, null, limits.Unpacked,
            $"expected at most {limits.Unpacked:N0} bytes when unpacked, got more. Is this an archive of film reviews?"));
        using var content = new TarHeaderStream(bounded, limits.Attributes);
        string? last = null;
        try
        {
            CheckTar(unpacked, path);
            using var tar = new TarReader(content, leaveOpen: true);
            var buffer = new byte[1 << 16];
            while (NextEntry(tar) is { } entry)
            {
                cancellation.ThrowIfCancellationRequested();
                last = entry.Name;
                ReviewName? name = ReviewName.Read(entry.Name, out string? problem);
                if (problem is not null) throw new DataFormatException(path, entry.Name, -1, problem);
                if (name is { } review) reader.Add(review, ReadText(entry, review, reader, ref buffer));
            }

            DrainZeros(content, path, buffer);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new DataFormatException(path, null, content.Count,
                $"expected more of the archive after {Excerpt.Of(last ?? "its beginning")}, got what cannot be read: it is truncated or "
                + $"damaged ({e.Message}). Download it again.", e);
        }
    }

    private static void CheckGzip(FileStream file, string path)
    {
        Span<byte> magic = stackalloc byte[2];
        magic = magic[..file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false)];
        file.Position = 0;
        if (magic.SequenceEqual((ReadOnlySpan<byte>)[0x1f, 0x8b])) return;
        string begins = magic.IsEmpty ? "" : $", a file that begins with {Convert.ToHexString(magic)}";
        throw new DataFormatException(path, null, 0,
            $"expected film reviews as a tar.gz (1F8B), an npz (504B) or a directory, got {FileKind.Of(file).Name}{begins}. "
            + "Is this the right file?");
    }

    /// <exception cref="DataFormatException">The gzip holds something else than a tar.</exception>
    private static void CheckTar(HeadStream unpacked, string path)
    {
        FileKind kind = FileKind.Of(unpacked.Head);
        if (!kind.IsTar)
            throw new DataFormatException(path, null, 0,
                $"expected a tar of film reviews in the gzip, got {kind.Name}: this is no review archive. Name aclImdb_v1.tar.gz, or leave "
                + "the file away for the one in the data folder.");
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
        catch (Exception e) when (e is not (InvalidDataException or IOException or DataFormatException))
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    private static ReadOnlySpan<byte> ReadText(TarEntry entry, ReviewName name, ReviewReader reader, ref byte[] buffer)
    {
        if (entry.DataStream is null) return [];
        if (entry.Length > reader.LongestReview) throw reader.TooMuch(name, $"at most {reader.LongestReview:N0} bytes in a review");
        if (buffer.Length < entry.Length) buffer = new byte[entry.Length];
        Span<byte> text = buffer.AsSpan(0, (int)entry.Length);
        entry.DataStream.ReadExactly(text);
        return text;
    }

    /// <summary>After the last entry come zeros alone, up to where gzip checks its hash.</summary>
    private static void DrainZeros(TarHeaderStream content, string path, byte[] buffer)
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
