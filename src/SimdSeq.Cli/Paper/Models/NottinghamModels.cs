namespace SimdSeq.Cli;

/// <summary>The paper's network: 4 levels of 150 features, kernel size 6.</summary>
[SequenceModel(steps: 256, features: 88, variableLength: true)]
[Tcn(150, kernelSize: 6, levels: 4, dropout: 0.2, norm: TcnNorm.WeightNorm, returnSequences: true)]
[Dense(88)]
internal sealed partial class NottinghamTcn;

/// <summary>An LSTM with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 64, features: 88, variableLength: true)]
[Lstm(459, returnSequences: true)]
[Dropout(0.2)]
[Dense(88)]
internal sealed partial class NottinghamLstm;

/// <summary>A GRU with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 64, features: 88, variableLength: true)]
[Gru(535, returnSequences: true)]
[Dropout(0.2)]
[Dense(88)]
internal sealed partial class NottinghamGru;

/// <summary>A plain recurrent network with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 64, features: 88, variableLength: true)]
[SimpleRnn(940, returnSequences: true)]
[Dropout(0.2)]
[Dense(88)]
internal sealed partial class NottinghamRnn;
