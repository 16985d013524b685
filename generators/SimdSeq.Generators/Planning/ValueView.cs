namespace SimdSeq.Generators.Planning;

/// <summary>Where the rows of a value lie in the workspace.</summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="Offset">Start of the first row in the buffer, in features.</param>
/// <param name="Stride">Distance between rows, in features.</param>
internal sealed record ValueView(Buffer Buffer, long Offset, int Stride)
{
    public ValueView Shifted(long features) => this with { Offset = Offset + features };

    /// <summary>From another row on.</summary>
    public ValueView FromRow(int row) => Shifted((long)row * Stride);

    /// <summary>Its address in emitted code.</summary>
    public string Address(int lanes) => Buffer.Constant + (Offset == 0 ? "" : $" + {Offset * lanes}");
}
