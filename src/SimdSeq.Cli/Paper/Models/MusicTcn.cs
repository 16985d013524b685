using static SimdSeq.Layers;

namespace SimdSeq.Cli;

/// <summary>The paper's network of music: it drops single values, as its authors' code does, and of the keys some as well.</summary>
internal static class MusicTcn
{
    private const int Features = 150;

    /// <summary>Levels of two convolutions beside what they are added to; dilations double from level to level.</summary>
    public static SymbolicTensor Network(SymbolicTensor keys, int kernelSize, int levels, double dropout)
    {
        SymbolicTensor x = Dropout(0.1)(keys);
        for (int level = 0; level < levels; level++)
        {
            SymbolicTensor convolved = Convolution(Convolution(x, kernelSize, 1 << level, dropout), kernelSize, 1 << level, dropout);
            x = Relu(Add()(convolved, level == 0 ? Conv1D(Features, 1)(x) : x));
        }

        return Dense(88)(x);
    }

    private static SymbolicTensor Convolution(SymbolicTensor x, int kernelSize, int dilation, double dropout) => Dropout(dropout)(Conv1D(
        Features, kernelSize, dilation: dilation, padding: Padding.Causal, activation: Activation.Relu,
        kernelInitializer: Initializer.HeNormal, weightNorm: true)(x));
}
