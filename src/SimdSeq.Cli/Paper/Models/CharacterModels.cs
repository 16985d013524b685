namespace SimdSeq.Cli;

/// <summary>The paper's network for characters: 3 levels of 450 features, kernel size 3.</summary>
[SequenceModel(steps: 400, features: 1, variableLength: true)]
[Embedding(50, 100)]
[Tcn(450, kernelSize: 3, levels: 3, dropout: 0.1, norm: TcnNorm.WeightNorm, returnSequences: true)]
[Cropping1D(left: 80, right: 0)]
[Dense(50)]
internal sealed partial class CharacterTcn;

/// <summary>An LSTM with about as many parameters as the TCN; its state goes on from window to window.</summary>
[SequenceModel(steps: 80, features: 1, variableLength: true)]
[Embedding(50, 100)]
[Lstm(812, returnSequences: true, stateful: true)]
[Dropout(0.1)]
[Dense(50)]
internal sealed partial class CharacterLstm;

/// <summary>A GRU with about as many parameters as the TCN; its state goes on from window to window.</summary>
[SequenceModel(steps: 80, features: 1, variableLength: true)]
[Embedding(50, 100)]
[Gru(930, returnSequences: true, stateful: true)]
[Dropout(0.1)]
[Dense(50)]
internal sealed partial class CharacterGru;

/// <summary>A plain recurrent network with about as many parameters as the TCN; its state goes on from window to window.</summary>
[SequenceModel(steps: 80, features: 1, variableLength: true)]
[Embedding(50, 100)]
[SimpleRnn(1658, returnSequences: true, stateful: true)]
[Dropout(0.1)]
[Dense(50)]
internal sealed partial class CharacterRnn;
