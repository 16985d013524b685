using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SimdSeq;

/// <summary>Turns values between this machine's order of bytes and little-endian; nothing to do on almost every machine.</summary>
internal static class LittleEndian
{
    /// <summary>Reverses the bytes of every value on a big-endian machine, in place.</summary>
    public static void Swap<T>(Span<T> values) where T : unmanaged
    {
        if (BitConverter.IsLittleEndian) return;
        if (Unsafe.SizeOf<T>() == sizeof(int))
        {
            var bits = MemoryMarshal.Cast<T, int>(values);
            BinaryPrimitives.ReverseEndianness(bits, bits);
        }
        else
        {
            var bits = MemoryMarshal.Cast<T, long>(values);
            BinaryPrimitives.ReverseEndianness(bits, bits);
        }
    }
}
