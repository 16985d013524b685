namespace SimdSeq.Cli;

/// <summary><see cref="JenaStackedGru"/> with 16 units in the first layer and 32 in the second.</summary>
[SequenceModel(steps: 120, features: 14)]
[Gru(16, dropout: 0.1, recurrentDropout: 0.5, returnSequences: true)]
[Gru(32, activation: Activation.Relu, dropout: 0.1, recurrentDropout: 0.5)]
[Dense(1)]
internal sealed partial class JenaStackedGru16;

/// <summary><see cref="JenaStackedGru"/> with 64 units in the first layer and 128 in the second.</summary>
[SequenceModel(steps: 120, features: 14)]
[Gru(64, dropout: 0.1, recurrentDropout: 0.5, returnSequences: true)]
[Gru(128, activation: Activation.Relu, dropout: 0.1, recurrentDropout: 0.5)]
[Dense(1)]
internal sealed partial class JenaStackedGru64;
