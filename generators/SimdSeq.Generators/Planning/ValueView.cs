namespace SimdSeq.Generators.Planning;

/// <summary>Where the rows of a value lie in the workspace.</summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="Offset">Start of the first row in the buffer, in features.</param>
/// <param name="Stride">Distance between rows, in features.</param>
/// <param name="GroupStride">Distance between the groups of a nested value, in features; 0: there is one.</param>
internal sealed record ValueView(Buffer Buffer, long Offset, int Stride, long GroupStride = 0)
{
    /// <summary>The variable of emitted code that holds the number of the group.</summary>
    public const string Group = "group";

    public ValueView Shifted(long features) => this with { Offset = Offset + features };

    /// <summary>From another row on.</summary>
    public ValueView FromRow(int row) => Shifted((long)row * Stride);

    /// <summary>Its address in emitted code; of a nested value, that of the group whose turn it is.</summary>
    public string Address(int lanes) => First(lanes) + (GroupStride == 0 ? "" : $" + {Group} * {GroupStride * lanes}");

    /// <summary>Its address in emitted code; of a nested value, that of all groups.</summary>
    public string First(int lanes) => Buffer.Constant + (Offset == 0 ? "" : $" + {Offset * lanes}");
}
