namespace SimdSeq.Cli;

/// <summary>The paper's network: 2 levels of 150 features, kernel size 3.</summary>
[SequenceModel]
internal sealed partial class ChoraleTcn
{
    private static SymbolicTensor Forward([Input(64, 88, variableLength: true)] SymbolicTensor keys) =>
        MusicTcn.Network(keys, kernelSize: 3, levels: 2, dropout: 0.5);
}

/// <summary>An LSTM with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 64, features: 88, variableLength: true)]
[Dropout(0.1)]
[Lstm(211, returnSequences: true)]
[Dropout(0.3)]
[Dense(88)]
internal sealed partial class ChoraleLstm;

/// <summary>A GRU with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 64, features: 88, variableLength: true)]
[Dropout(0.1)]
[Gru(245, returnSequences: true)]
[Dropout(0.3)]
[Dense(88)]
internal sealed partial class ChoraleGru;

/// <summary>A plain recurrent network with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 64, features: 88, variableLength: true)]
[Dropout(0.1)]
[SimpleRnn(438, returnSequences: true)]
[Dropout(0.3)]
[Dense(88)]
internal sealed partial class ChoraleRnn;
