namespace SimdSeq.Peers;

// The models of the comparison. Another row is a class here and an entry in Pairs.

[SequenceModel(steps: 120, features: 14)]
[Gru(32)]
[Dense(1)]
internal sealed partial class Gru32;

[SequenceModel(steps: 120, features: 14)]
[Lstm(32)]
[Dense(1)]
internal sealed partial class Lstm32;

[SequenceModel(steps: 120, features: 14)]
[Bidirectional]
[Gru(32)]
[Dense(1)]
internal sealed partial class BidirectionalGru32;

[SequenceModel(steps: 120, features: 14)]
[Bidirectional]
[Lstm(32)]
[Dense(1)]
internal sealed partial class BidirectionalLstm32;

[SequenceModel(steps: 120, features: 14)]
[Gru(32, returnSequences: true)]
[Gru(64)]
[Dense(1)]
internal sealed partial class StackedGru;

[SequenceModel(steps: 120, features: 14)]
[Gru(32, returnSequences: true, dropout: 0.1)]
[Gru(64, dropout: 0.1)]
[Dense(1)]
internal sealed partial class StackedDroppingGru;

[SequenceModel(steps: 500, features: 1)]
[Embedding(10_000, 32)]
[Lstm(32)]
[Dense(1)]
internal sealed partial class EmbeddedLstm32;

[SequenceModel(steps: 120, features: 14)]
[SimpleRnn(32)]
[Dense(1)]
internal sealed partial class TanhRnn32;

[SequenceModel(steps: 120, features: 14)]
[SimpleRnn(32, Activation.Relu)]
[Dense(1)]
internal sealed partial class ReluRnn32;

[SequenceModel(steps: 128, features: 256)]
[Lstm(256)]
[Dense(1)]
internal sealed partial class Lstm256;

[SequenceModel(steps: 120, features: 14)]
[Flatten]
[Dense(32, Activation.Relu)]
[Dense(1)]
internal sealed partial class Perceptron;

[SequenceModel(steps: 120, features: 14)]
[Gru(32, recurrentDropout: 0.5)]
[Dense(1)]
internal sealed partial class Gru32Dropping;
