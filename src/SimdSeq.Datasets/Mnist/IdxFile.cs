using System.Buffers.Binary;

namespace SimdSeq.Datasets;

/// <summary>
/// LeCun's idx format for unsigned bytes: two zeros, the type 08, the number of dimensions, each of them as four bytes, the highest first,
/// and the values.
/// </summary>
internal static class IdxFile
{
    private const int Prefix = 4;
    private const byte UnsignedBytes = 8;

    /// <summary>Reads an array.</summary>
    /// <param name="path">The file, or a gzip of it.</param>
    /// <param name="what">What it should be, for messages.</param>
    /// <param name="dimensions">How many dimensions it should have.</param>
    /// <param name="limits">How much is taken.</param>
    /// <returns>The dimensions and the values.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is none, truncated or damaged, or too long.</exception>
    public static (int[] Shape, ReadOnlyMemory<byte> Values) Read(string path, string what, int dimensions, ReadingLimits limits)
    {
        byte[] content = WholeFile.Read(path, what, limits);
        ReadOnlySpan<byte> expected = [0, 0, UnsignedBytes, (byte)dimensions];
        if (content.Length < Prefix) throw WholeFile.Other(path, what, content);
        if (!content.AsSpan(0, Prefix).SequenceEqual(expected))
        {
            string got = content is [0, 0, var type, var count, ..]
                ? $"an idx file of type {type:X2} with {count} dimensions"
                : FileKind.Of(content.AsSpan(0, Math.Min(content.Length, FileKind.HeadLength))).Name;
            throw new DataFormatException(path, null, 0,
                $"expected {what}, an idx file that begins with {Convert.ToHexString(expected)}, got {got}. Is this the right file?");
        }

        int header = Prefix + dimensions * sizeof(int);
        if (content.Length < header)
            throw new DataFormatException(path, null, content.Length,
                $"expected {dimensions} dimensions up to byte {header}, got the end. The file is truncated; download it again.");
        var shape = new int[dimensions];
        long values = 1;
        for (int i = 0; i < dimensions; i++)
        {
            int at = Prefix + i * sizeof(int);
            shape[i] = BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(at));
            if (shape[i] < 1)
                throw new DataFormatException(path, null, at, $"expected a dimension of at least 1, got {shape[i]}. The file is damaged.");
            values = Math.Min((long)int.MaxValue + 1, values * shape[i]); // more than any file that is taken has
        }

        if (content.Length - header != values)
        {
            throw new DataFormatException(path, null, Math.Min(content.Length, header + values),
                $"expected {string.Join(" x ", shape)} values, got {content.Length - header:N0}. The file is "
                + $"{(content.Length - header < values ? "truncated; download it again" : "damaged, or another one")}.");
        }

        return (shape, content.AsMemory(header));
    }
}
