namespace SimdSeq.Datasets;

/// <summary>Passes a stream through whose beginning can be looked at first.</summary>
internal sealed class HeadStream(Stream source) : CountingStream(source)
{
    private byte[]? _head;
    private int _at;

    /// <summary>Bytes read so far, without those that were only looked at.</summary>
    public override long Count => base.Count - (_head is null ? 0 : _head.Length - _at);

    /// <summary>The first bytes, as many as tell what it is; to be asked for before anything is read.</summary>
    public ReadOnlySpan<byte> Head
    {
        get
        {
            if (_head is not null) return _head;
            var head = new byte[FileKind.HeadLength];
            int length = 0;
            while (length < head.Length && base.Read(head.AsSpan(length)) is > 0 and int read) length += read;
            return _head = head[..length];
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_head is null || _at == _head.Length) return base.Read(buffer);
        int read = Math.Min(buffer.Length, _head.Length - _at);
        _head.AsSpan(_at, read).CopyTo(buffer);
        _at += read;
        return read;
    }
}
