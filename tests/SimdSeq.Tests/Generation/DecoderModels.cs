using static SimdSeq.Layers;

namespace SimdSeq.Tests.Generation;

/// <summary>Nine words to four, by attention alone.</summary>
[SequenceModel]
public sealed partial class SmallTransformer
{
    private static SymbolicTensor Forward([Input(5, 1)] SymbolicTensor source, [Input(6, 1)] SymbolicTensor target)
    {
        var words = Embedding(9, 8, maskZero: true, embeddingsInitializer: Initializer.RandomNormal);
        var memory = TransformerEncoder(heads: 2, feedForward: 12, normFirst: true)(PositionalEmbedding()(words(source)));
        var x = PositionalEmbedding()(Embedding(4, 8, embeddingsInitializer: Initializer.RandomNormal)(target));
        x = TransformerDecoder(heads: 2, feedForward: 12, layers: 2, normFirst: true)(x, memory);
        return Dense(4, kernelInitializer: Initializer.LecunNormal)(x);
    }
}

/// <summary>The same by recurrent layers, and attention between them; samples have lengths.</summary>
[SequenceModel(precision: Precision.Double)]
public sealed partial class SmallGruAttention
{
    private static SymbolicTensor Forward(
        [Input(5, 1, variableLength: true)] SymbolicTensor source, [Input(6, 1)] SymbolicTensor target)
    {
        var (memory, last) = Gru(6, returnSequences: true, returnState: true)(
            Embedding(9, 5, embeddingsInitializer: Initializer.RandomNormal)(source));
        var h = Gru(6, returnSequences: true).InitialState(Tanh(Dense(6)(last)))(Embedding(4, 5)(target));
        return LogSoftmax(Dense(4)(Concatenate()(h, AdditiveAttention(7)(h, memory), RepeatVector(6)(last))));
    }
}

/// <summary>The decoded sequence is read from both sides.</summary>
[SequenceModel]
public sealed partial class DecodedBothWays
{
    private static SymbolicTensor Forward([Input(5, 1)] SymbolicTensor source, [Input(6, 1)] SymbolicTensor target)
    {
        var memory = Gru(4, returnSequences: true)(Embedding(9, 5)(source));
        return Dense(4)(Attention()(Bidirectional(Gru(2, returnSequences: true))(Embedding(4, 5)(target)), memory));
    }
}

/// <summary>The decoded sequence has numbers.</summary>
[SequenceModel]
public sealed partial class DecodedNumbers
{
    private static SymbolicTensor Forward([Input(5, 3)] SymbolicTensor source, [Input(6, 2)] SymbolicTensor target)
    {
        var h = Gru(4, goBackwards: true)(source);
        return Dense(2)(Gru(4, returnSequences: true).InitialState(h)(target));
    }
}
