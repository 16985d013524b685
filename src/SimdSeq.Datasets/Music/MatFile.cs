using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace SimdSeq.Datasets;

/// <summary>Reads cell arrays of real matrices out of MATLAB's MAT-files of level 5 (version 5 to 7, little-endian), packed or
/// not.</summary>
internal sealed class MatFile
{
    private const int HeaderLength = 128, EndianMark = 126, MostUnpacked = 1032; // bytes that deflate makes of one

    private readonly string _path;
    private readonly Dictionary<string, MatMatrix[]> _cells = new(StringComparer.Ordinal);

    private MatFile(string path) => _path = path;

    /// <summary>Whether a file begins like one.</summary>
    public static bool IsOne(ReadOnlySpan<byte> content) => content.StartsWith("MATLAB 5.0 MAT-file"u8);

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataFormatException">It is none, of another byte order, truncated or damaged.</exception>
    public static MatFile Read(string path, byte[] content, ReadingLimits limits)
    {
        var file = new MatFile(path);
        if (!IsOne(content)) throw WholeFile.Other(path, "a MATLAB file of level 5", content);
        if (content.Length < HeaderLength) throw file.Damaged(content.Length, $"a header of {HeaderLength} bytes", "the end");
        if (content[EndianMark] != 'I' || content[EndianMark + 1] != 'M')
        {
            throw new DataFormatException(path, null, EndianMark,
                $"expected a little-endian file (494D), got {Convert.ToHexString(content.AsSpan(EndianMark, 2))}. "
                + "Save it on another machine.");
        }

        var elements = new MatElements(file, content.AsMemory(HeaderLength), HeaderLength);
        while (elements.Next() is { } element)
        {
            if (element.Type == MatType.Compressed) file.Add(file.Unpack(element, limits));
            else if (element.Type == MatType.Matrix) file.Add(element);
        }

        return file;
    }

    /// <summary>The matrices of a cell array.</summary>
    /// <exception cref="DataFormatException">The file has no cell array of this name.</exception>
    public MatMatrix[] Cells(string name) => _cells.TryGetValue(name, out MatMatrix[]? cells)
        ? cells
        : throw new DataFormatException(_path, null, -1,
            $"expected a cell array '{name}', got {Excerpt.Of(_cells.Keys)}. Is this the right file?");

    /// <summary>The error of bytes that make no sense.</summary>
    public DataFormatException Damaged(long position, string expected, string got, Exception? cause = null) =>
        new(_path, null, position, $"expected {expected}, got {got}. The file is truncated or damaged; download it again.", cause);

    private MatElement Unpack(MatElement packed, ReadingLimits limits)
    {
        var unpacked = new MemoryStream();
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(packed.Data.ToArray()), CompressionMode.Decompress);
            long most = Math.Min(limits.File, (long)packed.Data.Length * MostUnpacked);
            using var bounded = new BoundedStream(zlib, most, () => Damaged(packed.Position, $"at most {most:N0} bytes unpacked", "more"));
            bounded.CopyTo(unpacked);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(packed.Position, "a packed variable", $"what cannot be unpacked ({e.Message})", e);
        }

        // Places in what was packed are told as that of the pack.
        return new MatElements(this, unpacked.ToArray(), packed.Position, isPacked: true).Next()
            ?? throw Damaged(packed.Position, "a variable", "an empty pack");
    }

    // Variables of other kinds are passed over.
    private void Add(MatElement variable)
    {
        if (variable.Type != MatType.Matrix) throw Damaged(variable.Position, "a matrix (type 14)", $"type {(int)variable.Type}");
        (int kind, int[] shape, string name, MatElements rest) = Begin(variable);
        const int Cell = 1;
        if (kind != Cell) return;
        long count = shape.Aggregate(1L, (product, extent) => Math.Min(int.MaxValue, product * extent));
        var cells = new List<MatMatrix>();
        while (cells.Count < count && rest.Next() is { } element) cells.Add(ReadMatrix(element));
        if (cells.Count < count) throw Damaged(variable.Position, $"{count} cells of '{Excerpt.Of(name)}'", $"{cells.Count}");
        _cells[name] = [.. cells];
    }

    private MatMatrix ReadMatrix(MatElement element)
    {
        if (element.Type != MatType.Matrix) throw Damaged(element.Position, "a matrix (type 14)", $"type {(int)element.Type}");
        const int FirstNumber = 6, LastNumber = 15;
        (int kind, int[] shape, _, MatElements rest) = Begin(element);
        if (kind is < FirstNumber or > LastNumber || shape.Length != 2)
            throw Damaged(element.Position, "a matrix of numbers in each cell", $"an array of class {kind} with {shape.Length} dimensions");
        MatElement values = rest.Next() ?? throw Damaged(element.Position, "the values of a matrix", "the end");
        double[] numbers = values.ToNumbers() ?? throw Damaged(values.Position, "numbers", $"data of type {(int)values.Type}");
        return numbers.Length == (long)shape[0] * shape[1]
            ? new MatMatrix(shape[0], shape[1], numbers)
            : throw Damaged(values.Position, $"{shape[0]} x {shape[1]} values", $"{numbers.Length}");
    }

    // Every array begins with its flags, its shape and its name.
    private (int Kind, int[] Shape, string Name, MatElements Parts) Begin(MatElement matrix)
    {
        var parts = new MatElements(this, matrix.Data, matrix.Position, matrix.IsPacked);
        MatElement flags = Part("the flags", MatType.UInt32, 8), shape = Part("the shape", MatType.Int32, 2 * sizeof(int));
        MatElement name = Part("the name", MatType.Int8, 0);
        var extents = new int[shape.Data.Length / sizeof(int)];
        for (int i = 0; i < extents.Length; i++)
        {
            extents[i] = BinaryPrimitives.ReadInt32LittleEndian(shape.Data.Span[(i * sizeof(int))..]);
            if (extents[i] < 0) throw Damaged(shape.Position, "a shape of whole numbers from 0", $"{extents[i]}");
        }

        return (flags.Data.Span[0], extents, Encoding.ASCII.GetString(name.Data.Span), parts);

        MatElement Part(string what, MatType type, int least)
        {
            MatElement part = parts.Next() ?? throw Damaged(matrix.Position, $"{what} of an array", "the end");
            return part.Type == type && part.Data.Length >= least
                ? part
                : throw Damaged(part.Position, $"{what} of an array (type {(int)type})",
                    $"type {(int)part.Type} with {part.Data.Length} bytes");
        }
    }
}
