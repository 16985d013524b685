namespace SimdSeq.Cli;

/// <summary><see cref="JenaSimpleRnn"/> with 16 units.</summary>
[SequenceModel(steps: 120, features: 14)]
[SimpleRnn(16)]
[Dense(1)]
internal sealed partial class JenaSimpleRnn16;

/// <summary><see cref="JenaSimpleRnn"/> with 64 units.</summary>
[SequenceModel(steps: 120, features: 14)]
[SimpleRnn(64)]
[Dense(1)]
internal sealed partial class JenaSimpleRnn64;
