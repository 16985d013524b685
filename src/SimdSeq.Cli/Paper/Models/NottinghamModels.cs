namespace SimdSeq.Cli;

/// <summary>The paper's network: 4 levels of 150 features, kernel size 6.</summary>
[SequenceModel]
internal sealed partial class NottinghamTcn
{
    private static SymbolicTensor Forward([Input(256, 88, variableLength: true)] SymbolicTensor keys) =>
        MusicTcn.Network(keys, kernelSize: 6, levels: 4, dropout: 0.25);
}

/// <summary>An LSTM with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 64, features: 88, variableLength: true)]
[Dropout(0.1)]
[Lstm(459, returnSequences: true)]
[Dropout(0.5)]
[Dense(88)]
internal sealed partial class NottinghamLstm;

/// <summary>A GRU with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 64, features: 88, variableLength: true)]
[Dropout(0.1)]
[Gru(535, returnSequences: true)]
[Dropout(0.5)]
[Dense(88)]
internal sealed partial class NottinghamGru;

/// <summary>A plain recurrent network with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 64, features: 88, variableLength: true)]
[Dropout(0.1)]
[SimpleRnn(940, returnSequences: true)]
[Dropout(0.5)]
[Dense(88)]
internal sealed partial class NottinghamRnn;
