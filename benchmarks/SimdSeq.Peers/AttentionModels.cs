using static SimdSeq.Layers;

namespace SimdSeq.Peers;

// The models of attention in the comparison.

/// <summary>An encoder of two blocks, an answer at every step.</summary>
[SequenceModel(steps: 128, features: 128)]
[TransformerEncoder(4, 512, layers: 2)]
internal sealed partial class Encoder128;

/// <summary>The same that sees no later steps.</summary>
[SequenceModel(steps: 128, features: 128)]
[TransformerEncoder(4, 512, layers: 2, causal: true, normFirst: true)]
internal sealed partial class CausalEncoder128;

/// <summary>The same over more steps.</summary>
[SequenceModel(steps: 1024, features: 128)]
[TransformerEncoder(4, 512, layers: 2, causal: true, normFirst: true)]
internal sealed partial class CausalEncoder1024;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[MultiHeadAttention(3, 4)]
internal sealed partial class Attending;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[MultiHeadAttention(3, 4, window: 4)]
internal sealed partial class WindowAttending;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[TransformerEncoder(3, 20, layers: 2)]
internal sealed partial class PostNormEncoder;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[TransformerEncoder(3, 20, layers: 2, causal: true, normFirst: true)]
internal sealed partial class PreNormEncoder;

/// <summary>A decoder whose memory is made of the same steps.</summary>
[SequenceModel(steps: 23, features: 5)]
internal sealed partial class PostNormDecoder
{
    private static SymbolicTensor Forward(SymbolicTensor x) => TransformerDecoder(3, 20, layers: 2)(Dense(12)(x), Dense(12)(x));
}

[SequenceModel(steps: 23, features: 5)]
internal sealed partial class PreNormDecoder
{
    private static SymbolicTensor Forward(SymbolicTensor x) =>
        TransformerDecoder(3, 20, layers: 2, normFirst: true)(Dense(12)(x), Dense(12)(x));
}
