namespace SimdSeq.Tests.Models;

// Models with parameters that the gradient does not move.

/// <summary>Of 16 features, which fill a cache line, so that the number of steps takes another.</summary>
[SequenceModel(steps: 6, features: 3, variableLength: true)]
[BatchNormalization(momentum: 0.5)]
[Dense(16, Activation.Tanh)]
[BatchNormalization(momentum: 0.75)]
[Gru(5)]
[Dense(1)]
public sealed partial class TwiceNormalized;

/// <summary>Nothing of it is trained.</summary>
[SequenceModel(steps: 4, features: 3)]
[BatchNormalization(momentum: 0.9, center: false, scale: false)]
public sealed partial class StatisticsAlone;

/// <summary>Statistics behind a table of which only some rows take part in a step.</summary>
[SequenceModel(steps: 5, features: 1)]
[Embedding(3000, 6)]
[BatchNormalization(momentum: 0.5)]
[LastStep]
[Dense(1)]
public sealed partial class NormalizedTable;
