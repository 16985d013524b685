namespace SimdSeq.Datasets;

/// <summary>Passes text through and stops a record that does not end. The parser of records limits the length of a field alone, and keeps
/// a record until it ends.</summary>
/// <param name="source">The text.</param>
/// <param name="longest">The most characters of a record, but for those that were buffered when it began.</param>
/// <param name="tooLong">The error of a longer one.</param>
internal sealed class RecordText(TextReader source, int longest, Func<Exception> tooLong) : TextReader
{
    private long _length;

    /// <summary>To be called before a record is read.</summary>
    public void BeginRecord() => _length = 0;

    /// <inheritdoc/>
    public override int Peek() => source.Peek();

    /// <inheritdoc/>
    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override int Read(Span<char> buffer)
    {
        if (_length > longest) throw tooLong();
        int read = source.Read(buffer);
        _length += read;
        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) source.Dispose();
        base.Dispose(disposing);
    }
}
