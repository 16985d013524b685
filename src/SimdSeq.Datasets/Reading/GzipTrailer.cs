using System.Buffers.Binary;

namespace SimdSeq.Datasets;

/// <summary>The last bytes of a gzip file, which hold the length of what was packed, modulo 2^32.</summary>
internal static class GzipTrailer
{
    /// <summary>Bytes of the smallest gzip file: header, an empty block, hash and length.</summary>
    public const int SmallestFile = 18;

    /// <summary>Reads the length and goes back to the beginning.</summary>
    /// <param name="file">A file of at least <see cref="SmallestFile"/> bytes.</param>
    public static uint ReadLength(FileStream file)
    {
        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        file.Position = file.Length - trailer.Length;
        file.ReadExactly(trailer);
        file.Position = 0;
        return BinaryPrimitives.ReadUInt32LittleEndian(trailer);
    }
}
