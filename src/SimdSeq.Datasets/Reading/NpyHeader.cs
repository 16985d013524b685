using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SimdSeq.Datasets;

/// <summary>
/// The header of NumPy's <c>.npy</c>, version 1.0: <c>93 NUMPY 1 0</c>, the length of the rest in two bytes, little end first, and the rest
/// as the text of a Python dictionary, filled up with spaces to a multiple of 64. See "NEP 1: A simple file format for NumPy arrays".
/// </summary>
internal static partial class NpyHeader
{
    /// <summary>Bytes before the dictionary.</summary>
    public const int PrefixLength = 10;

    /// <summary>The length of the dictionary, or -1 when the prefix is not that of an npy array of version 1.0.</summary>
    public static int ReadLength(ReadOnlySpan<byte> prefix) =>
        prefix.StartsWith(Magic) ? BinaryPrimitives.ReadUInt16LittleEndian(prefix[Magic.Length..]) : -1;

    /// <summary>The number of values of a flat array of little-endian 32-bit integers; null for any other array.</summary>
    /// <param name="header">The dictionary.</param>
    /// <param name="text">Receives it as text.</param>
    public static int? ReadCount(ReadOnlySpan<byte> header, out string text)
    {
        text = Encoding.Latin1.GetString(header).TrimEnd();
        Match match = FlatIntegers().Match(text);
        return match.Success && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            ? count
            : null;
    }

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

    [GeneratedRegex(@"^\{'descr': '<i4', 'fortran_order': False, 'shape': \(([0-9]+),\),? *\}$", RegexOptions.CultureInvariant)]
    private static partial Regex FlatIntegers();
}
