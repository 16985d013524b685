namespace SimdSeq.Cli;

/// <summary><see cref="JenaLstm"/> with 16 units.</summary>
[SequenceModel(steps: 120, features: 14)]
[Lstm(16)]
[Dense(1)]
internal sealed partial class JenaLstm16;

/// <summary><see cref="JenaLstm"/> with 16 units in each of two layers.</summary>
[SequenceModel(steps: 120, features: 14)]
[Lstm(16, returnSequences: true)]
[Lstm(16)]
[Dense(1)]
internal sealed partial class JenaLstm16x2;

/// <summary><see cref="JenaLstm"/> with 32 units in each of two layers.</summary>
[SequenceModel(steps: 120, features: 14)]
[Lstm(32, returnSequences: true)]
[Lstm(32)]
[Dense(1)]
internal sealed partial class JenaLstm32x2;

/// <summary><see cref="JenaLstm"/> with 64 units.</summary>
[SequenceModel(steps: 120, features: 14)]
[Lstm(64)]
[Dense(1)]
internal sealed partial class JenaLstm64;

/// <summary><see cref="JenaLstm"/> with 64 units in each of two layers.</summary>
[SequenceModel(steps: 120, features: 14)]
[Lstm(64, returnSequences: true)]
[Lstm(64)]
[Dense(1)]
internal sealed partial class JenaLstm64x2;
