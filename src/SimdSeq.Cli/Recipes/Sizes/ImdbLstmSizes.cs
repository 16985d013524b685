namespace SimdSeq.Cli;

/// <summary><see cref="ImdbLstm"/> with 16 units.</summary>
[SequenceModel(steps: 500, features: 1)]
[Embedding(10_000, 32)]
[Lstm(16)]
[Dense(1, activation: Activation.Sigmoid)]
internal sealed partial class ImdbLstm16;

/// <summary><see cref="ImdbLstm"/> with 64 units.</summary>
[SequenceModel(steps: 500, features: 1)]
[Embedding(10_000, 32)]
[Lstm(64)]
[Dense(1, activation: Activation.Sigmoid)]
internal sealed partial class ImdbLstm64;
