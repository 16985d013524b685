using static SimdSeq.Layers;

namespace SimdSeq.Peers;

// The convolutional models of the comparison.

/// <summary>Bai, Kolter and Koltun 2018 on rows of pixels: eight levels, an answer at every step.</summary>
[SequenceModel(steps: 784, features: 1)]
[Tcn(25, kernelSize: 7, levels: 8, returnSequences: true)]
[Dense(1)]
internal sealed partial class PixelTcn;

/// <summary>The same that answers after the last step.</summary>
[SequenceModel(steps: 784, features: 1)]
[Tcn(25, kernelSize: 7, levels: 8)]
[Dense(1)]
internal sealed partial class LastPixelTcn;

/// <summary>The same as it was published: normalised weights, and each value dropped by itself.</summary>
[SequenceModel(steps: 784, features: 1)]
internal sealed partial class DroppingPixelTcn
{
    private static SymbolicTensor Forward(SymbolicTensor x) => Dense(1)(Blocks(x));

    internal static SymbolicTensor Blocks(SymbolicTensor x)
    {
        for (int level = 0; level < 8; level++) x = Block(x, 1 << level);
        return x;
    }

    private static SymbolicTensor Block(SymbolicTensor x, int dilation)
    {
        var y = x;
        for (int i = 0; i < 2; i++)
        {
            y = Conv1D(25, 7, dilation: dilation, padding: Padding.Causal, weightNorm: true)(y);
            y = Dropout(0.05)(Relu(y));
        }

        return Relu(y + Shortcut(25)(x));
    }
}

/// <summary>The same that answers after the last step, as for the digits of MNIST.</summary>
[SequenceModel(steps: 784, features: 1)]
internal sealed partial class LastDroppingPixelTcn
{
    private static SymbolicTensor Forward(SymbolicTensor x) => Dense(1)(LastStep()(DroppingPixelTcn.Blocks(x)));
}

[SequenceModel(steps: 500, features: 1)]
[Embedding(10_000, 128)]
[Conv1D(32, 7, activation: Activation.Relu)]
[MaxPooling1D(5)]
[Conv1D(32, 7, activation: Activation.Relu)]
[GlobalMaxPooling1D]
[Dense(1)]
internal sealed partial class ReviewConvolution;

[SequenceModel(steps: 240, features: 14)]
[Conv1D(32, 5, activation: Activation.Relu)]
[MaxPooling1D(3)]
[Conv1D(32, 5, activation: Activation.Relu)]
[Gru(32)]
[Dense(1)]
internal sealed partial class ConvolutionGru;
