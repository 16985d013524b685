namespace SimdSeq.Benchmarks;

// The models of the report with a part switched off: "Clamped" has a clamp in place of exp and tanh, "Short" so few steps that a tile stays
// in the second-level cache.

[SequenceModel(steps: 120, features: 14)]
[Gru(32, Activation.HardSigmoid, Activation.HardSigmoid)]
[Dense(1)]
internal sealed partial class Gru32Clamped;

[SequenceModel(steps: 12, features: 14)]
[Gru(32)]
[Dense(1)]
internal sealed partial class Gru32Short;

[SequenceModel(steps: 120, features: 14)]
[Lstm(32, Activation.HardSigmoid, Activation.HardSigmoid)]
[Dense(1)]
internal sealed partial class Lstm32Clamped;

[SequenceModel(steps: 12, features: 14)]
[Lstm(32)]
[Dense(1)]
internal sealed partial class Lstm32Short;

[SequenceModel(steps: 120, features: 14)]
[Bidirectional]
[Gru(32, Activation.HardSigmoid, Activation.HardSigmoid)]
[Dense(1)]
internal sealed partial class BidirectionalGru32Clamped;

[SequenceModel(steps: 12, features: 14)]
[Bidirectional]
[Gru(32)]
[Dense(1)]
internal sealed partial class BidirectionalGru32Short;

[SequenceModel(steps: 120, features: 14)]
[Gru(32, Activation.HardSigmoid, Activation.HardSigmoid, returnSequences: true)]
[Gru(64, Activation.HardSigmoid, Activation.HardSigmoid)]
[Dense(1)]
internal sealed partial class StackedGruClamped;

[SequenceModel(steps: 12, features: 14)]
[Gru(32, returnSequences: true)]
[Gru(64)]
[Dense(1)]
internal sealed partial class StackedGruShort;

[SequenceModel(steps: 500, features: 1)]
[Embedding(10_000, 32)]
[Lstm(32, Activation.HardSigmoid, Activation.HardSigmoid)]
[Dense(1)]
internal sealed partial class EmbeddedLstm32Clamped;

[SequenceModel(steps: 10, features: 1)]
[Embedding(10_000, 32)]
[Lstm(32)]
[Dense(1)]
internal sealed partial class EmbeddedLstm32Short;

[SequenceModel(steps: 128, features: 256)]
[Lstm(256, Activation.HardSigmoid, Activation.HardSigmoid)]
[Dense(1)]
internal sealed partial class Lstm256Clamped;

[SequenceModel(steps: 2, features: 256)]
[Lstm(256)]
[Dense(1)]
internal sealed partial class Lstm256Short;
