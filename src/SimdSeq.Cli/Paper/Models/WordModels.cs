namespace SimdSeq.Cli;

/// <summary>The paper's network for words, but that its table of words is not its last layer as well: 4 levels of 470 features in place of
/// 600, for as many parameters.</summary>
[SequenceModel(steps: 80, features: 1, variableLength: true)]
[Embedding(10000, 300)]
[Dropout(0.5)]
[Tcn(470, kernelSize: 3, levels: 4, dropout: 0.5, norm: TcnNorm.WeightNorm, returnSequences: true)]
[Cropping1D(left: 40, right: 0)]
[Dense(10000)]
internal sealed partial class WordTcn;

/// <summary>An LSTM with about as many parameters as the TCN; its state goes on from window to window.</summary>
[SequenceModel(steps: 40, features: 1, variableLength: true)]
[Embedding(10000, 300)]
[Dropout(0.5)]
[Lstm(700, returnSequences: true, stateful: true)]
[Dropout(0.5)]
[Dense(10000)]
internal sealed partial class WordLstm;

/// <summary>A GRU with about as many parameters as the TCN; its state goes on from window to window.</summary>
[SequenceModel(steps: 40, features: 1, variableLength: true)]
[Embedding(10000, 300)]
[Dropout(0.5)]
[Gru(755, returnSequences: true, stateful: true)]
[Dropout(0.5)]
[Dense(10000)]
internal sealed partial class WordGru;

/// <summary>A plain recurrent network with about as many parameters as the TCN; its state goes on from window to window.</summary>
[SequenceModel(steps: 40, features: 1, variableLength: true)]
[Embedding(10000, 300)]
[Dropout(0.5)]
[SimpleRnn(890, returnSequences: true, stateful: true)]
[Dropout(0.5)]
[Dense(10000)]
internal sealed partial class WordRnn;
