using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SimdSeq;

/// <summary>Reads a stream piece by piece and hashes what it reads. An early end is an error that says what was missing.</summary>
internal sealed class HashedInput(Stream source, string file) : IDisposable
{
    private const int Piece = 1 << 16;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _position;

    public string File => file;

    public void Read(Span<byte> bytes, string what)
    {
        ReadUnhashed(bytes, what);
        _hash.AppendData(bytes);
    }

    public int ReadInt32(string what, int least, int most)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        Read(bytes, what);
        int value = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return value >= least && value <= most ? value : throw ModelFormatException.Damaged(file, $"{what} in {least}..{most}", $"{value}");
    }

    public string ReadText(string what, int limit = ModelFormat.NameLimit)
    {
        int length = ReadInt32($"the length of {what}", 0, limit);
        Span<byte> bytes = length <= ModelFormat.NameLimit ? stackalloc byte[ModelFormat.NameLimit] : new byte[length];
        Read(bytes[..length], what);
        return Encoding.UTF8.GetString(bytes[..length]);
    }

    /// <summary>Reads so many bytes; memory is asked for as they come.</summary>
    public byte[] ReadBytes(int count, string what)
    {
        var bytes = new MemoryStream();
        Span<byte> piece = stackalloc byte[1 << 10];
        for (int left = count; left > 0; left -= piece.Length)
        {
            piece = piece[..Math.Min(piece.Length, left)];
            Read(piece, what);
            bytes.Write(piece);
        }

        return bytes.ToArray();
    }

    /// <summary>Hashes bytes that nobody wants.</summary>
    /// <param name="count">How many.</param>
    /// <param name="what">What they are, for messages.</param>
    /// <param name="also">Another hash of them.</param>
    public void Skip(long count, string what, IncrementalHash? also = null)
    {
        var piece = new byte[Piece];
        for (; count > 0; count -= Piece)
        {
            var bytes = piece.AsSpan(0, (int)Math.Min(Piece, count));
            Read(bytes, what);
            also?.AppendData(bytes);
        }
    }

    /// <summary>Reads the checksum, compares it with that of everything before, and makes sure that nothing follows.</summary>
    public void CheckEnd()
    {
        Span<byte> stored = stackalloc byte[ModelFormat.ChecksumBytes], computed = stackalloc byte[ModelFormat.ChecksumBytes];
        ReadUnhashed(stored, "the checksum");
        _hash.GetHashAndReset(computed);
        if (!stored.SequenceEqual(computed))
            throw ModelFormatException.Damaged(file, $"the SHA-256 {Convert.ToHexStringLower(stored)}", Convert.ToHexStringLower(computed));
        if (source.ReadByte() >= 0) throw ModelFormatException.Damaged(file, $"the end after {_position} bytes", "more bytes");
    }

    public void Dispose() => _hash.Dispose();

    private void ReadUnhashed(Span<byte> bytes, string what)
    {
        int got = source.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (got < bytes.Length)
        {
            string expected = $"{what} ({bytes.Length} bytes at byte {_position})";
            throw ModelFormatException.Damaged(file, expected, $"the end after {_position + got} bytes");
        }

        _position += got;
    }
}
