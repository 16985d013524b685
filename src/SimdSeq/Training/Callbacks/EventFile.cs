using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace SimdSeq;

/// <summary>
/// TensorBoard's event file: TFRecords (length, its checksum, data, their checksum; little-endian, checksums masked CRC-32C), each an
/// <c>Event</c> of event.proto: 1 wall_time (double), 2 step (int64), 3 file_version (string), 5 summary, which has under 1 any number of
/// values of summary.proto: 1 tag (string), 2 simple_value (float).
/// </summary>
internal sealed class EventFile : IDisposable
{
    private const uint MaskDelta = 0xa282ead8;
    private static int _files; // of this process, so that each has a name of its own

    private readonly FileStream _stream;

    private EventFile(FileStream stream) => _stream = stream;

    /// <summary>Makes a file, and the folder when it is not there.</summary>
    public static EventFile Create(string folder)
    {
        Directory.CreateDirectory(folder);
        string name = string.Create(CultureInfo.InvariantCulture,
            $"events.out.tfevents.{DateTimeOffset.UtcNow.ToUnixTimeSeconds():D10}.{Environment.MachineName}.{Environment.ProcessId}"
            + $".{Interlocked.Increment(ref _files)}");
        var file = new EventFile(new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.Read));
        file.Record(Event(0, 3, "brain.Event:2"u8));
        file.Flush();
        return file;
    }

    /// <summary>Adds a figure.</summary>
    public void Scalar(long step, string tag, double value)
    {
        var bytes = new MemoryStream();
        Field(bytes, 1, Encoding.UTF8.GetBytes(tag));
        bytes.WriteByte(2 << 3 | 5); // four bytes
        Span<byte> single = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(single, (float)value);
        bytes.Write(single);
        var summary = new MemoryStream();
        Field(summary, 1, bytes.ToArray());
        Record(Event(step, 5, summary.ToArray()));
    }

    /// <summary>Hands what was added to the system: it survives the process.</summary>
    public void Flush() => _stream.Flush();

    public void Dispose() => _stream.Dispose();

    /// <summary>The checksum as the format has it: rotated and shifted, since a checksum of checksums would say little.</summary>
    internal static uint MaskedChecksum(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte one in data) crc = BitOperations.Crc32C(crc, one);
        return BitOperations.RotateRight(~crc, 15) + MaskDelta;
    }

    private static byte[] Event(long step, int field, ReadOnlySpan<byte> content)
    {
        var bytes = new MemoryStream();
        bytes.WriteByte(1 << 3 | 1); // eight bytes
        Span<byte> time = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(time, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0);
        bytes.Write(time);
        bytes.WriteByte(2 << 3); // a number of as many bytes as it takes
        Number(bytes, (ulong)step);
        Field(bytes, field, content);
        return bytes.ToArray();
    }

    private static void Field(MemoryStream bytes, int field, ReadOnlySpan<byte> content)
    {
        Number(bytes, (ulong)(field << 3 | 2)); // of a length that is said
        Number(bytes, (ulong)content.Length);
        bytes.Write(content);
    }

    private static void Number(MemoryStream bytes, ulong value)
    {
        for (; value >= 0x80; value >>= 7) bytes.WriteByte((byte)(value | 0x80));
        bytes.WriteByte((byte)value);
    }

    private void Record(ReadOnlySpan<byte> data)
    {
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(head, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], MaskedChecksum(head[..8]));
        Span<byte> end = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(end, MaskedChecksum(data));
        _stream.Write(head);
        _stream.Write(data);
        _stream.Write(end);
    }
}
