namespace SimdSeq.Cli;

/// <summary><see cref="JenaGru"/> with 16 units.</summary>
[SequenceModel(steps: 120, features: 14)]
[Gru(16)]
[Dense(1)]
internal sealed partial class JenaGru16;

/// <summary><see cref="JenaGru"/> with 16 units in each of two layers.</summary>
[SequenceModel(steps: 120, features: 14)]
[Gru(16, returnSequences: true)]
[Gru(16)]
[Dense(1)]
internal sealed partial class JenaGru16x2;

/// <summary><see cref="JenaGru"/> with 32 units in each of two layers.</summary>
[SequenceModel(steps: 120, features: 14)]
[Gru(32, returnSequences: true)]
[Gru(32)]
[Dense(1)]
internal sealed partial class JenaGru32x2;

/// <summary><see cref="JenaGru"/> with 64 units.</summary>
[SequenceModel(steps: 120, features: 14)]
[Gru(64)]
[Dense(1)]
internal sealed partial class JenaGru64;

/// <summary><see cref="JenaGru"/> with 64 units in each of two layers.</summary>
[SequenceModel(steps: 120, features: 14)]
[Gru(64, returnSequences: true)]
[Gru(64)]
[Dense(1)]
internal sealed partial class JenaGru64x2;
