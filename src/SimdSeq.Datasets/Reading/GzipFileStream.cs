using System.IO.Compression;

namespace SimdSeq.Datasets;

/// <summary>
/// Unpacks a gzip of one or several members, and notices when it ends inside one. <see cref="GZipStream"/> checks the hash of every member
/// it reads to the end, but takes the end of the file for the end of the data. So a member of its own is put behind the file: it comes out
/// only if all before it was whole.
/// </summary>
internal sealed class GzipFileStream(Stream file) : CountingStream(new GZipStream(new MarkedStream(file), CompressionMode.Decompress))
{
    private static readonly byte[] Mark = [.. "end of file: 95c1e0a7"u8];

    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>Bytes read so far, without those kept back because they may belong to the mark.</summary>
    public override long Count => base.Count - (_end - _start);

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file ends inside a member, or is damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (_end - _start <= Mark.Length && !_isAtEnd) Fill();
        int read = Math.Min(buffer.Length, _end - _start - Mark.Length);
        _buffer.AsSpan(_start, read).CopyTo(buffer);
        _start += read;
        return read;
    }

    private void Fill()
    {
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        int read = base.Read(_buffer.AsSpan(_end));
        if (read == 0 && !_buffer.AsSpan(.._end).SequenceEqual(Mark))
            throw new InvalidDataException("the gzip ends before its data do, or has something else behind them");
        _end += read;
        _isAtEnd = read == 0;
    }

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress)) gzip.Write(content);
        return packed.ToArray();
    }

    /// <summary>The file, and the mark as a member behind it.</summary>
    private sealed class MarkedStream(Stream file) : CountingStream(file)
    {
        private readonly MemoryStream _mark = new(Pack(Mark));

        /// <inheritdoc/>
        public override int Read(Span<byte> buffer) => base.Read(buffer) is > 0 and int read ? read : _mark.Read(buffer);
    }
}
