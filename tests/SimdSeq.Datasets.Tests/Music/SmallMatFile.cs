using System.IO.Compression;
using System.Text;

namespace SimdSeq.Datasets.Tests;

/// <summary>Writes MATLAB files of level 5, as little of the format as piano rolls need.</summary>
internal static class SmallMatFile
{
    /// <summary>A file of variables.</summary>
    public static byte[] File(params byte[][] variables) => [.. Header(), .. variables.SelectMany(variable => variable)];

    /// <summary>The header.</summary>
    public static byte[] Header(string order = "IM") =>
        [.. Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file, written by a test".PadRight(124)), 0, 1, .. Encoding.ASCII.GetBytes(order)];

    /// <summary>A cell array of matrices, each of bytes as MATLAB stores zeros and ones, column by column.</summary>
    public static byte[] Cells(string name, params (int Rows, int Columns, byte[] Values)[] matrices) => Matrix(
        kind: 1, name, [1, matrices.Length], [.. matrices.SelectMany(matrix => Matrix(
            kind: 6, "", [matrix.Rows, matrix.Columns], Element(2, matrix.Values)))]);

    /// <summary>An array of a class.</summary>
    public static byte[] Matrix(byte kind, string name, int[] shape, byte[] content) => Element(14,
        [.. Element(6, [kind, 0, 0, 0, 0, 0, 0, 0]), .. Element(5, [.. shape.SelectMany(BitConverter.GetBytes)]), .. Name(name),
            .. content]);

    /// <summary>Packs a variable.</summary>
    public static byte[] Packed(byte[] variable)
    {
        var memory = new MemoryStream();
        using (var zlib = new ZLibStream(memory, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(variable);
        return [.. BitConverter.GetBytes(15), .. BitConverter.GetBytes((int)memory.Length), .. memory.ToArray()];
    }

    /// <summary>An element, padded to eight bytes.</summary>
    public static byte[] Element(int type, byte[] data) =>
        [.. BitConverter.GetBytes(type), .. BitConverter.GetBytes(data.Length), .. data, .. new byte[(8 - data.Length % 8) % 8]];

    // Short names stand in the tag, as MATLAB writes them.
    private static byte[] Name(string name) => name.Length is > 0 and <= 4
        ? [1, 0, (byte)name.Length, 0, .. Encoding.ASCII.GetBytes(name.PadRight(4, '\0'))]
        : Element(1, Encoding.ASCII.GetBytes(name));
}
