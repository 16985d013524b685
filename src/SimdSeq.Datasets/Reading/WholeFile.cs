namespace SimdSeq.Datasets;

/// <summary>A file of moderate size, as it is or packed as gzip, read into memory.</summary>
internal static class WholeFile
{
    /// <summary>Reads all of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it should be, for messages, such as <c>MNIST's images (idx)</c>.</param>
    /// <param name="limits">How much is taken.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is truncated, damaged, or unpacks to too much.</exception>
    public static byte[] Read(string path, string what, ReadingLimits limits)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!File.Exists(path)) throw new FileNotFoundException($"Expected {what}; found no file at '{path}'.", path);
        using FileStream file = File.OpenRead(path);
        if (!file.CanSeek)
            throw new DataFormatException(path, null, -1, $"expected {what} as a file, got a pipe. Save its data to a file and name that.");
        Span<byte> magic = stackalloc byte[2];
        int length = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        file.Position = 0;
        bool isPacked = length == magic.Length && magic.SequenceEqual((ReadOnlySpan<byte>)[0x1f, 0x8b]);
        using Stream unpacked = isPacked ? new GzipFileStream(file) : file;
        using var bounded = new BoundedStream(unpacked, limits.File, () => new DataFormatException(path, null, limits.File,
            $"expected {what}, at most {limits.File:N0} bytes when unpacked, got more. Is this the right file?"));
        var content = new MemoryStream();
        try
        {
            bounded.CopyTo(content);
        }
        catch (InvalidDataException e)
        {
            throw new DataFormatException(path, null, content.Length,
                $"expected {what}, got a gzip that is truncated or damaged ({e.Message}). Download it again.", e);
        }

        return content.ToArray();
    }

    /// <summary>The error of a file that is something else.</summary>
    public static DataFormatException Other(string path, string what, ReadOnlySpan<byte> content) => new(
        path, null, 0,
        $"expected {what}, got {FileKind.Of(content[..Math.Min(content.Length, FileKind.HeadLength)]).Name}. Is this the right file?");
}
