namespace SimdSeq.Cli;

/// <summary>The paper's network: 2 levels of 150 features, kernel size 3.</summary>
[SequenceModel(steps: 160, features: 88, variableLength: true)]
[Tcn(150, kernelSize: 3, levels: 2, dropout: 0.5, norm: TcnNorm.WeightNorm, returnSequences: true)]
[Dense(88)]
internal sealed partial class ChoraleTcn;

/// <summary>An LSTM with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 160, features: 88, variableLength: true)]
[Lstm(211, returnSequences: true)]
[Dropout(0.2)]
[Dense(88)]
internal sealed partial class ChoraleLstm;

/// <summary>A GRU with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 160, features: 88, variableLength: true)]
[Gru(245, returnSequences: true)]
[Dropout(0.2)]
[Dense(88)]
internal sealed partial class ChoraleGru;

/// <summary>A plain recurrent network with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 160, features: 88, variableLength: true)]
[SimpleRnn(438, returnSequences: true)]
[Dropout(0.2)]
[Dense(88)]
internal sealed partial class ChoraleRnn;
