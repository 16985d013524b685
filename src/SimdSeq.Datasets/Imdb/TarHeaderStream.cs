namespace SimdSeq.Datasets;

/// <summary>
/// Passes a tar through to its reader and stops at a header that announces long attributes or a long name: the reader takes as much memory
/// as it says before it reads any of it.
/// </summary>
/// <param name="tar">The tar.</param>
/// <param name="most">The most bytes of attributes or a name.</param>
internal sealed class TarHeaderStream(Stream tar, int most) : CountingStream(tar)
{
    private const int HeaderLength = 512;
    private const int SizeField = 124;
    private const int SizeLength = 12;
    private const int TypeField = 156;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">It was a header with too much behind it.</exception>
    public override int Read(Span<byte> buffer)
    {
        int read = base.Read(buffer);
        if (buffer.Length != HeaderLength) return read;
        while (read < HeaderLength && base.Read(buffer[read..]) is > 0 and int more) read += more;
        if (read < HeaderLength || !"xgLK"u8.Contains(buffer[TypeField])) return read;
        long size = Size(buffer.Slice(SizeField, SizeLength));
        if (size > most)
            throw new InvalidDataException($"expected at most {most:N0} bytes of attributes, got {size:N0}");
        return read;
    }

    /// <summary>A size, in octal digits or as a number of base 256; -1 when it is none.</summary>
    private static long Size(ReadOnlySpan<byte> field)
    {
        long size = 0;
        if ((field[0] & 0x80) != 0)
        {
            foreach (byte b in field[1..]) size = size > long.MaxValue >> 8 ? long.MaxValue : size << 8 | b;
            return size;
        }

        foreach (byte b in field.TrimEnd("\0 "u8).TrimStart((byte)' '))
        {
            if (b is < (byte)'0' or > (byte)'7') return -1;
            size = 8 * size + b - '0';
        }

        return size;
    }
}
