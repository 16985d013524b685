namespace SimdSeq.Cli;

/// <summary><see cref="JenaDropoutGru"/> with 10% dropped.</summary>
[SequenceModel(steps: 120, features: 14)]
[Gru(32, dropout: 0.1, recurrentDropout: 0.1)]
[Dense(1)]
internal sealed partial class JenaDropoutGru01;

/// <summary><see cref="JenaDropoutGru"/> with 30% dropped.</summary>
[SequenceModel(steps: 120, features: 14)]
[Gru(32, dropout: 0.3, recurrentDropout: 0.3)]
[Dense(1)]
internal sealed partial class JenaDropoutGru03;

/// <summary><see cref="JenaDropoutGru"/> with 50% dropped.</summary>
[SequenceModel(steps: 120, features: 14)]
[Gru(32, dropout: 0.5, recurrentDropout: 0.5)]
[Dense(1)]
internal sealed partial class JenaDropoutGru05;
