using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace SimdSeq;

/// <summary>Out of a stream, all of which is read and compared with its checksum first.</summary>
internal sealed class StateReader : StateTransfer
{
    private const string Advice = "Take another copy, or begin the run anew.";

    private readonly string _file;
    private readonly ReadOnlyMemory<byte> _content;
    private int _at;

    public StateReader(Stream source)
    {
        _file = source is FileStream named ? named.Name : "the stream";
        var all = new MemoryStream();
        source.CopyTo(all);
        ReadOnlyMemory<byte> bytes = all.GetBuffer().AsMemory(0, (int)all.Length);
        if (bytes.Length < Magic.Length + SHA256.HashSizeInBytes || !bytes.Span.StartsWith(Magic))
            throw new ModelFormatException(_file, "the state of a training run (of this version)", $"{bytes.Length} other bytes", Advice);
        _content = bytes[..^SHA256.HashSizeInBytes];
        Span<byte> computed = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_content.Span, computed);
        ReadOnlySpan<byte> stored = bytes.Span[^SHA256.HashSizeInBytes..];
        if (!stored.SequenceEqual(computed))
        {
            throw new ModelFormatException(
                _file, $"the SHA-256 {Convert.ToHexStringLower(stored)}", Convert.ToHexStringLower(computed),
                    $"It is damaged or cut. {Advice}");
        }

        _at = Magic.Length;
    }

    /// <summary>How a state begins; the last byte is the version.</summary>
    public static ReadOnlySpan<byte> Magic => "SSQSTAT\u0004"u8;

    /// <summary>Whether a file begins as a state does, of any version.</summary>
    public static bool IsState(string file)
    {
        using var stream = File.OpenRead(file);
        Span<byte> begin = stackalloc byte[Magic.Length - 1];
        return stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length && Magic.StartsWith(begin);
    }

    public override bool IsReading => true;

    public override void Move(ref long value) => value = BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public override void Move<T>(Span<T> values)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        Take(bytes.Length).CopyTo(bytes);
        LittleEndian.Swap(values);
    }

    internal override void Same(string what, string value)
    {
        long length = 0;
        Move(ref length);
        string written = Encoding.UTF8.GetString(Take(length));
        if (written != value)
            throw new ModelFormatException(_file, $"{what} of this run, {value}", written,
                "It is the state of another run: go on with the options and data that it had, or delete it to begin anew.");
    }

    /// <summary>Makes sure that nothing is left.</summary>
    public void End()
    {
        if (_at != _content.Length)
            throw new ModelFormatException(_file, $"the end after {_at} bytes", $"{_content.Length} bytes", Advice);
    }

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > _content.Length - _at)
            throw new ModelFormatException(_file, $"{count} bytes at byte {_at}", $"{_content.Length - _at}", Advice);
        ReadOnlySpan<byte> bytes = _content.Span.Slice(_at, (int)count);
        _at += (int)count;
        return bytes;
    }
}
