namespace SimdSeq;

public abstract partial class SequenceModel<T>
{
    private const string DecoderHint = "Its last sequence does, once the others are known: OpenDecoder. ";

    /// <summary>
    /// Opens the decoder of an encoder-decoder: a stream of the model's last sequence, given the other inputs. What the model makes of
    /// these is computed here, once; each step then costs what its own layers cost, and has the bits of the batch answer at that step.
    /// </summary>
    /// <remarks>
    /// A step can read of the source: a row (an initial state, a <c>Concatenate</c>, arithmetic), a sequence that it attends to
    /// (<c>TransformerDecoder</c>, <c>MultiHeadAttention</c>, <c>Attention</c>, <c>AdditiveAttention</c>), and, of a sequence without a
    /// mask, the row of its own number (a <c>RepeatVector</c> of a state).
    /// </remarks>
    /// <example><code>
    /// using var decoder = model.OpenDecoder(source);
    /// float[] answer = decoder.Step([start]).ToArray();
    /// decoder.Reset(another);
    /// </code></example>
    /// <param name="source">All inputs but the last sequence, one behind the other, each <c>[step][feature]</c>.</param>
    /// <param name="lengths">
    /// How many of its first steps each of them has, of a row 1, of a nested sequence a length for each group; empty when all have all.
    /// </param>
    /// <param name="initialStates"><see cref="InitialStates"/> values; empty means zero.</param>
    /// <exception cref="ArgumentException">The source, a length or the number of states does not fit the model.</exception>
    /// <exception cref="InvalidOperationException">
    /// The model has no decoder: it has one input, or its last sequence cannot come step by step. Or it is being changed.
    /// </exception>
    public ModelStream<T> OpenDecoder(
        ReadOnlySpan<T> source, ReadOnlySpan<int> lengths = default, ReadOnlySpan<T> initialStates = default)
    {
        if (!initialStates.IsEmpty && initialStates.Length != InitialStates)
            throw new ArgumentException($"{Layout.Name} begins with {InitialStates} values of states; got {initialStates.Length}.",
                nameof(initialStates));
        var decoder = NewDecoder(initialStates);
        decoder.Reset(source, lengths);
        return decoder;
    }

    /// <summary>A decoder that waits for its source.</summary>
    internal ModelStream<T> NewDecoder(ReadOnlySpan<T> initialStates = default)
    {
        if (Layout.Decoder is not null) return new(this, initialStates);
        string why = Layout.Inputs.Length == 1 ? "it has one input. OpenStream takes it step by step"
            : Layout.IsCausal ? "all its inputs come step by step together. OpenStream takes them"
            : $"with the other inputs known ({SampleShapes()}), its last sequence cannot come step by step: a layer looks at later "
                + "steps of it (Bidirectional, attention without causal: true), it has no answer for each step, or a masked sequence is "
                + "read beside it row by row. The sequence that is decoded is the last one of Forward";
        throw new InvalidOperationException($"{Layout.Name} has no decoder: {why}.");
    }
}
