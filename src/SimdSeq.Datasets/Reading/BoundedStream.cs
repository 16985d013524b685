namespace SimdSeq.Datasets;

/// <summary>Passes a stream through up to a number of bytes.</summary>
/// <param name="source">The stream.</param>
/// <param name="most">The number.</param>
/// <param name="tooLong">The error of reading more.</param>
internal sealed class BoundedStream(Stream source, long most, Func<Exception> tooLong) : CountingStream(source)
{
    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int read = base.Read(buffer);
        return Count <= most ? read : throw tooLong();
    }
}
