using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Planning;

/// <summary>Where a value lies, over a tile and in a stream.</summary>
/// <param name="value">The value.</param>
/// <param name="view">Its rows in the workspace.</param>
internal sealed class ValuePlan(Value value, ValueView view)
{
    public Value Value { get; } = value;

    public Shape Shape => Value.Shape;

    public ValueView View { get; } = view;

    /// <summary>The mask of its steps, <c>[step][lane]</c>; null: all are there.</summary>
    public ValueView? Mask { get; set; }

    /// <summary>Where its gradient is summed up; null: nobody wants it.</summary>
    public ValueView? Gradient { get; set; }

    /// <summary>
    /// Offset constant in a stream's memory; null where it is the user's features themselves, and where there is no stream.
    /// </summary>
    public string? Stream { get; set; }

    /// <summary>
    /// Offset constant of all its rows in a decoder's stream, of which each step reads that of its number; null: it is not read like this.
    /// </summary>
    public string? StreamRows { get; set; }

    /// <summary>
    /// Offset constant of its mask in a stream's memory: one value, zero when this step is not there. Null: every step is.
    /// </summary>
    public string? StreamMask { get; set; }
}

/// <summary>Where an operation leaves the gradient of one of its inputs.</summary>
/// <param name="View">The place.</param>
/// <param name="Adds">Whether it adds to what is there.</param>
/// <param name="AddedTo">Where that is added afterwards, when the operation itself cannot add.</param>
/// <param name="IsThere">Whether the gradient of the output, which lies there, is that of the input already.</param>
internal sealed record GradientPlace(ValueView View, bool Adds, ValueView? AddedTo = null, bool IsThere = false);
