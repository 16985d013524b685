namespace SimdSeq.Datasets;

/// <summary>Reviews in the directory that the original archive unpacks to, or one that holds it.</summary>
internal static class ReviewDirectory
{
    private const string Unpacked = "aclImdb";

    /// <summary>Reads every review into a reader.</summary>
    /// <exception cref="DataFormatException">The directory has no such folders, or a file in them is no review.</exception>
    public static void Read(string path, ReviewReader reader, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 16];
        string root = Directory.Exists(Path.Combine(path, Unpacked)) ? Path.Combine(path, Unpacked) : path;
        foreach (string folder in ReviewName.Folders)
        {
            string full = Path.Combine(root, folder);
            if (!Directory.Exists(full))
                throw new DataFormatException(path, folder, -1,
                    $"expected the folders {string.Join(", ", ReviewName.Folders)}, got a folder without this one. Is this aclImdb, "
                    + "all of it?");
            foreach (string file in Directory.EnumerateFiles(full))
            {
                cancellation.ThrowIfCancellationRequested();
                string member = $"{folder}/{Path.GetFileName(file)}";
                ReviewName? name = ReviewName.Read(member, out string? problem);
                if (problem is not null) throw new DataFormatException(path, member, -1, problem);
                if (name is { } review) reader.Add(review, ReadText(file, review, reader, ref buffer));
            }
        }
    }

    private static ReadOnlySpan<byte> ReadText(string file, ReviewName name, ReviewReader reader, ref byte[] buffer)
    {
        using FileStream stream = File.OpenRead(file);
        int length = 0;
        while (stream.Read(buffer.AsSpan(length)) is > 0 and int read)
        {
            length += read;
            if (length > reader.LongestReview) throw reader.TooMuch(name, $"at most {reader.LongestReview:N0} bytes in a review");
            if (length == buffer.Length) Array.Resize(ref buffer, 2 * length);
        }

        return buffer.AsSpan(0, length);
    }
}
