namespace SimdSeq.Cli;

/// <summary>The paper's network for copy memory with T = 500: 9 levels of 10 features, kernel size 6. As in its authors' code, and not in
/// its text, nothing is dropped.</summary>
[SequenceModel(steps: 520, features: 1)]
[Tcn(10, kernelSize: 6, levels: 9, norm: TcnNorm.WeightNorm, returnSequences: true)]
[Dense(10)]
internal sealed partial class Copy500Tcn;

/// <summary>The paper's LSTM for it.</summary>
[SequenceModel(steps: 520, features: 1)]
[Lstm(50, returnSequences: true)]
[Dense(10)]
internal sealed partial class Copy500Lstm;

/// <summary>A GRU with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 520, features: 1)]
[Gru(57, returnSequences: true)]
[Dense(10)]
internal sealed partial class Copy500Gru;

/// <summary>A plain recurrent network with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 520, features: 1)]
[SimpleRnn(98, returnSequences: true)]
[Dense(10)]
internal sealed partial class Copy500Rnn;

/// <summary>The paper's network for copy memory with T = 1000: 8 levels of 10 features, kernel size 8. As in its authors' code, and not in
/// its text, nothing is dropped.</summary>
[SequenceModel(steps: 1020, features: 1)]
[Tcn(10, kernelSize: 8, levels: 8, norm: TcnNorm.WeightNorm, returnSequences: true)]
[Dense(10)]
internal sealed partial class Copy1000Tcn;

/// <summary>The paper's LSTM for it.</summary>
[SequenceModel(steps: 1020, features: 1)]
[Lstm(50, returnSequences: true)]
[Dense(10)]
internal sealed partial class Copy1000Lstm;

/// <summary>A GRU with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 1020, features: 1)]
[Gru(62, returnSequences: true)]
[Dense(10)]
internal sealed partial class Copy1000Gru;

/// <summary>A plain recurrent network with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 1020, features: 1)]
[SimpleRnn(107, returnSequences: true)]
[Dense(10)]
internal sealed partial class Copy1000Rnn;

/// <summary>The paper's network for copy memory with T = 2000: 9 levels of 10 features, kernel size 8. As in its authors' code, and not in
/// its text, nothing is dropped.</summary>
[SequenceModel(steps: 2020, features: 1)]
[Tcn(10, kernelSize: 8, levels: 9, norm: TcnNorm.WeightNorm, returnSequences: true)]
[Dense(10)]
internal sealed partial class Copy2000Tcn;

/// <summary>The paper's LSTM for it.</summary>
[SequenceModel(steps: 2020, features: 1)]
[Lstm(28, returnSequences: true)]
[Lstm(28, returnSequences: true)]
[Lstm(28, returnSequences: true)]
[Dense(10)]
internal sealed partial class Copy2000Lstm;

/// <summary>A GRU with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 2020, features: 1)]
[Gru(66, returnSequences: true)]
[Dense(10)]
internal sealed partial class Copy2000Gru;

/// <summary>A plain recurrent network with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 2020, features: 1)]
[SimpleRnn(113, returnSequences: true)]
[Dense(10)]
internal sealed partial class Copy2000Rnn;
