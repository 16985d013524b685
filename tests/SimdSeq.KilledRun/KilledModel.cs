namespace SimdSeq.KilledRun;

/// <summary>With dropout, so that a step that comes twice or never shows.</summary>
[SequenceModel(steps: 12, features: 3)]
[Gru(24, dropout: 0.1, recurrentDropout: 0.1, returnSequences: true)]
[BatchNormalization]
[Gru(16)]
[Dense(1)]
public sealed partial class KilledModel;
