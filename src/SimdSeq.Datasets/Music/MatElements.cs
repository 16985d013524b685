using System.Buffers.Binary;

namespace SimdSeq.Datasets;

/// <summary>Types of the data elements of a MAT-file.</summary>
internal enum MatType
{
    Int8 = 1,
    UInt8 = 2,
    Int16 = 3,
    UInt16 = 4,
    Int32 = 5,
    UInt32 = 6,
    Single = 7,
    Double = 9,
    Int64 = 12,
    UInt64 = 13,
    Matrix = 14,
    Compressed = 15,
}

/// <summary>A matrix.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Columns.</param>
/// <param name="Values">Column by column.</param>
internal sealed record MatMatrix(int Rows, int Columns, double[] Values)
{
    /// <summary>A value.</summary>
    public double this[int row, int column] => Values[column * Rows + row];
}

/// <summary>A data element: a type and its bytes.</summary>
/// <param name="Type">The type.</param>
/// <param name="Data">The bytes.</param>
/// <param name="Position">Where it begins in the file, or where the pack begins that holds it.</param>
/// <param name="IsPacked">Whether a pack holds it.</param>
internal sealed record MatElement(MatType Type, ReadOnlyMemory<byte> Data, long Position, bool IsPacked)
{
    /// <summary>Its numbers, or null when it holds something else: MATLAB stores whole numbers in as few bytes as they need.</summary>
    public double[]? ToNumbers()
    {
        (int size, Func<int, double>? read) = Type switch
        {
            MatType.Int8 => (1, i => (sbyte)Data.Span[i]),
            MatType.UInt8 => (1, i => Data.Span[i]),
            MatType.Int16 => (2, i => BinaryPrimitives.ReadInt16LittleEndian(Data.Span[i..])),
            MatType.UInt16 => (2, i => BinaryPrimitives.ReadUInt16LittleEndian(Data.Span[i..])),
            MatType.Int32 => (4, i => BinaryPrimitives.ReadInt32LittleEndian(Data.Span[i..])),
            MatType.UInt32 => (4, i => BinaryPrimitives.ReadUInt32LittleEndian(Data.Span[i..])),
            MatType.Single => (4, i => BinaryPrimitives.ReadSingleLittleEndian(Data.Span[i..])),
            MatType.Double => (8, i => BinaryPrimitives.ReadDoubleLittleEndian(Data.Span[i..])),
            _ => (1, (Func<int, double>?)null),
        };
        if (read is null || Data.Length % size != 0) return null;
        var numbers = new double[Data.Length / size];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = read(i * size);
        return numbers;
    }
}

/// <summary>Goes over data elements that follow each other.</summary>
/// <param name="file">The file, for its errors.</param>
/// <param name="data">The bytes.</param>
/// <param name="start">Where they begin in the file.</param>
/// <param name="isPacked">Whether they were unpacked from there.</param>
internal sealed class MatElements(MatFile file, ReadOnlyMemory<byte> data, long start, bool isPacked = false)
{
    private const int TagLength = 8, Alignment = 8, SmallAt = 4;

    private int _at;

    /// <summary>The next one, or null at the end.</summary>
    /// <exception cref="DataFormatException">It is cut.</exception>
    public MatElement? Next()
    {
        if (_at >= data.Length) return null;
        long position = isPacked ? start : start + _at;
        ReadOnlyMemory<byte> rest = data[_at..];
        if (rest.Length < TagLength) throw file.Damaged(position, $"a tag of {TagLength} bytes", $"{rest.Length}");
        uint type = BinaryPrimitives.ReadUInt32LittleEndian(rest.Span);
        if (type >> 16 is not 0 and uint small) // up to four bytes stand in the tag itself
        {
            if (small > TagLength - SmallAt) throw file.Damaged(position, "at most 4 bytes in a tag", $"{small}");
            _at += TagLength;
            return new MatElement((MatType)(type & 0xffff), rest.Slice(SmallAt, (int)small), position, isPacked);
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(rest.Span[SmallAt..]);
        if (length > rest.Length - TagLength)
            throw file.Damaged(position, $"{length:N0} bytes of an element", $"{rest.Length - TagLength:N0} up to the end");
        int padded = (MatType)type == MatType.Compressed ? (int)length : ((int)length + Alignment - 1) / Alignment * Alignment;
        _at = (int)Math.Min(data.Length, (long)_at + TagLength + padded);
        return new MatElement((MatType)type, rest.Slice(TagLength, (int)length), position, isPacked);
    }
}
