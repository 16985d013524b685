using static SimdSeq.Layers;

namespace SimdSeq.Cli;

/// <summary>The paper's network: 2 levels of 150 features, kernel size 3. It drops single values, as its authors' code does, and of the
/// keys some as well.</summary>
[SequenceModel]
internal sealed partial class ChoraleTcn
{
    private static SymbolicTensor Forward([Input(64, 88, variableLength: true)] SymbolicTensor keys)
    {
        SymbolicTensor x = Dropout(0.1)(keys);
        SymbolicTensor first = Relu(Add()(Convolutions(x, dilation: 1), Conv1D(150, 1)(x)));
        SymbolicTensor second = Relu(Add()(Convolutions(first, dilation: 2), first));
        return Dense(88)(second);
    }

    private static SymbolicTensor Convolutions(SymbolicTensor x, int dilation)
    {
        SymbolicTensor once = Convolution(x, dilation);
        return Convolution(once, dilation);
    }

    private static SymbolicTensor Convolution(SymbolicTensor x, int dilation) => Dropout(0.5)(Conv1D(
        150, 3, dilation: dilation, padding: Padding.Causal, activation: Activation.Relu, kernelInitializer: Initializer.HeNormal,
        weightNorm: true)(x));
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
