namespace SimdSeq.Tests.Generation;

// Models that answer each token with a row for the next one.

/// <summary>Logits.</summary>
[SequenceModel(steps: 6, features: 1)]
[Embedding(7, 5, embeddingsInitializer: Initializer.RandomNormal)]
[Gru(6, returnSequences: true)]
[Dense(7, kernelInitializer: Initializer.LecunNormal)]
public sealed partial class RecurrentLogits;

/// <summary>The same with probabilities.</summary>
[SequenceModel(steps: 6, features: 1)]
[Embedding(7, 5, embeddingsInitializer: Initializer.RandomNormal)]
[Gru(6, returnSequences: true)]
[Dense(7, Activation.Softmax, kernelInitializer: Initializer.LecunNormal)]
public sealed partial class RecurrentProbabilities;

/// <summary>The same with their logarithms, in double.</summary>
[SequenceModel(steps: 6, features: 1, precision: Precision.Double)]
[Embedding(7, 5, embeddingsInitializer: Initializer.RandomNormal)]
[Gru(6, returnSequences: true)]
[Dense(7, Activation.LogSoftmax, kernelInitializer: Initializer.LecunNormal)]
public sealed partial class RecurrentLogarithms;

/// <summary>A stream of eight steps.</summary>
[SequenceModel(steps: 8, features: 1)]
[Embedding(7, 8)]
[PositionalEmbedding]
[TransformerEncoder(heads: 2, feedForward: 16, layers: 2, causal: true, normFirst: true)]
[Dense(7, kernelInitializer: Initializer.LecunNormal)]
public sealed partial class TransformerLogits;

/// <summary>A stream without an end.</summary>
[SequenceModel(steps: 8, features: 1)]
[Embedding(7, 8)]
[TransformerEncoder(heads: 2, feedForward: 16, causal: true, window: 4, positions: AttentionPositions.Rotary)]
[Dense(7)]
public sealed partial class WindowedTransformer;

/// <summary>Few tokens.</summary>
[SequenceModel(steps: 8, features: 1)]
[Embedding(4, 5, embeddingsInitializer: Initializer.RandomNormal)]
[Gru(5, returnSequences: true)]
[Dense(4)]
public sealed partial class FourTokens;

/// <summary>Its first answer comes with the third token.</summary>
[SequenceModel(steps: 8, features: 1)]
[Embedding(7, 6)]
[Conv1D(6, kernelSize: 3)]
[Dense(7)]
public sealed partial class ThreeBefore;

/// <summary>Looks ahead.</summary>
[SequenceModel(steps: 6, features: 1)]
[Embedding(7, 5)]
[Bidirectional]
[Gru(6, returnSequences: true)]
[Dense(7)]
public sealed partial class TokensBothWays;

/// <summary>An answer every other step.</summary>
[SequenceModel(steps: 8, features: 1)]
[Embedding(7, 6)]
[Conv1D(6, kernelSize: 2, strides: 2)]
[Dense(7)]
public sealed partial class EveryOtherToken;

/// <summary>One probability for each token, whatever the others.</summary>
[SequenceModel(steps: 6, features: 1)]
[Embedding(7, 5)]
[Gru(6, returnSequences: true)]
[Dense(7, Activation.Sigmoid)]
public sealed partial class SigmoidTokens;

/// <summary>More answers than ids.</summary>
[SequenceModel(steps: 6, features: 1)]
[Embedding(7, 5)]
[Gru(6, returnSequences: true)]
[Dense(8)]
public sealed partial class MoreTokensThanIds;

/// <summary>Takes numbers.</summary>
[SequenceModel(steps: 6, features: 1)]
[Gru(6, returnSequences: true)]
[Dense(7)]
public sealed partial class NumbersToTokens;
