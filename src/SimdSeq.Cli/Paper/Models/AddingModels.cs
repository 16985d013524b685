namespace SimdSeq.Cli;

/// <summary>The paper's network for the adding problem with T = 200: 7 levels of 27 features, kernel size 6.</summary>
[SequenceModel(steps: 200, features: 2)]
[Tcn(27, kernelSize: 6, levels: 7, norm: TcnNorm.WeightNorm)]
[Dense(1)]
internal sealed partial class Adding200Tcn;

/// <summary>The paper's LSTM for it.</summary>
[SequenceModel(steps: 200, features: 2)]
[Lstm(77, returnSequences: true)]
[Lstm(77)]
[Dense(1)]
internal sealed partial class Adding200Lstm;

/// <summary>A GRU with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 200, features: 2)]
[Gru(137)]
[Dense(1)]
internal sealed partial class Adding200Gru;

/// <summary>A plain recurrent network with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 200, features: 2)]
[SimpleRnn(239)]
[Dense(1)]
internal sealed partial class Adding200Rnn;

/// <summary>The paper's network for the adding problem with T = 400: 7 levels of 27 features, kernel size 7.</summary>
[SequenceModel(steps: 400, features: 2)]
[Tcn(27, kernelSize: 7, levels: 7, norm: TcnNorm.WeightNorm)]
[Dense(1)]
internal sealed partial class Adding400Tcn;

/// <summary>The paper's LSTM for it.</summary>
[SequenceModel(steps: 400, features: 2)]
[Lstm(77, returnSequences: true)]
[Lstm(77)]
[Dense(1)]
internal sealed partial class Adding400Lstm;

/// <summary>A GRU with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 400, features: 2)]
[Gru(149)]
[Dense(1)]
internal sealed partial class Adding400Gru;

/// <summary>A plain recurrent network with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 400, features: 2)]
[SimpleRnn(259)]
[Dense(1)]
internal sealed partial class Adding400Rnn;

/// <summary>The paper's network for the adding problem with T = 600: 8 levels of 24 features, kernel size 8.</summary>
[SequenceModel(steps: 600, features: 2)]
[Tcn(24, kernelSize: 8, levels: 8, norm: TcnNorm.WeightNorm)]
[Dense(1)]
internal sealed partial class Adding600Tcn;

/// <summary>The paper's LSTM for it.</summary>
[SequenceModel(steps: 600, features: 2)]
[Lstm(130)]
[Dense(1)]
internal sealed partial class Adding600Lstm;

/// <summary>A GRU with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 600, features: 2)]
[Gru(151)]
[Dense(1)]
internal sealed partial class Adding600Gru;

/// <summary>A plain recurrent network with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 600, features: 2)]
[SimpleRnn(263)]
[Dense(1)]
internal sealed partial class Adding600Rnn;
