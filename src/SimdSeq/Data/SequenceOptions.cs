namespace SimdSeq.Data;

/// <summary>How sequences of different lengths become samples of equal length; the words and defaults of Keras's
/// <c>pad_sequences</c>.</summary>
public sealed record SequenceOptions
{
    /// <summary>Where zeros are put when a sequence is shorter than a sample.</summary>
    public SequenceEnd Padding { get; init; } = SequenceEnd.Pre;

    /// <summary>Where steps are dropped when a sequence is longer than a sample.</summary>
    public SequenceEnd Truncating { get; init; } = SequenceEnd.Pre;

    /// <summary>
    /// Whether samples have lengths of their own (<see cref="Dataset.HasLengths"/>), so that a model declared with
    /// <c>variableLength: true</c> passes over the padding. Needs padding at the end, because lengths count first steps.
    /// </summary>
    public bool TellLengths { get; init; }
}
