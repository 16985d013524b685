using System.IO.Compression;
using System.IO.Hashing;

namespace SimdSeq.Datasets;

/// <summary>
/// What a member of a zip holds. The read that reaches its end checks length and hash, which <see cref="ZipArchive"/> does not: a changed
/// byte would pass for another number.
/// </summary>
internal sealed class ZipEntryStream(ZipArchiveEntry entry) : CountingStream(entry.Open())
{
    private readonly Crc32 _hash = new();

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">It is shorter or longer than the zip says, or has another hash.</exception>
    public override int Read(Span<byte> buffer)
    {
        int read = base.Read(buffer);
        _hash.Append(buffer[..read]);
        if (Count > entry.Length || (read == 0 && buffer.Length > 0 && Count < entry.Length))
            throw new InvalidDataException($"expected {entry.Length} bytes in '{entry.FullName}', got {Count}");
        if (Count == entry.Length && _hash.GetCurrentHashAsUInt32() != entry.Crc32)
        {
            throw new InvalidDataException(
                $"expected the hash {entry.Crc32:x8} of '{entry.FullName}', got {_hash.GetCurrentHashAsUInt32():x8}");
        }

        return read;
    }
}
