namespace SimdSeq.Cli;

/// <summary>The paper's network for pixels: 8 levels of 25 features, kernel size 7.</summary>
[SequenceModel(steps: 784, features: 1)]
[Tcn(25, kernelSize: 7, levels: 8, dropout: 0.05, norm: TcnNorm.WeightNorm)]
[Dense(10)]
internal sealed partial class PixelTcn;

/// <summary>The paper's LSTM for pixels.</summary>
[SequenceModel(steps: 784, features: 1)]
[Lstm(130)]
[Dense(10)]
internal sealed partial class PixelLstm;

/// <summary>A GRU with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 784, features: 1)]
[Gru(147)]
[Dense(10)]
internal sealed partial class PixelGru;

/// <summary>A plain recurrent network with about as many parameters as the TCN.</summary>
[SequenceModel(steps: 784, features: 1)]
[SimpleRnn(253)]
[Dense(10)]
internal sealed partial class PixelRnn;
