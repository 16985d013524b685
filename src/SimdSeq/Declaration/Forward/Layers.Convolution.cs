namespace SimdSeq;

#pragma warning disable IDE0060 // the generator reads the arguments from the source; nothing reads them at run time

/// <content>Convolution and its relatives.</content>
public static partial class Layers
{
    /// <inheritdoc cref="Conv1DAttribute"/>
    public static Layer Conv1D(
        int filters,
        int kernelSize,
        int strides = 1,
        Padding padding = Padding.Valid,
        int dilation = 1,
        int groups = 1,
        Activation activation = Activation.Linear,
        bool useBias = true,
        Initializer kernelInitializer = Initializer.GlorotUniform,
        Initializer biasInitializer = Initializer.Zeros,
        bool weightNorm = false,
        string? name = null) =>
        throw IsNotRun();

    /// <inheritdoc cref="DepthwiseConv1DAttribute"/>
    public static Layer DepthwiseConv1D(
        int kernelSize,
        int strides = 1,
        Padding padding = Padding.Valid,
        int depthMultiplier = 1,
        int dilation = 1,
        Activation activation = Activation.Linear,
        bool useBias = true,
        Initializer depthwiseInitializer = Initializer.GlorotUniform,
        Initializer biasInitializer = Initializer.Zeros,
        string? name = null) =>
        throw IsNotRun();

    /// <inheritdoc cref="SeparableConv1DAttribute"/>
    public static Layer SeparableConv1D(
        int filters,
        int kernelSize,
        int strides = 1,
        Padding padding = Padding.Valid,
        int dilation = 1,
        int depthMultiplier = 1,
        Activation activation = Activation.Linear,
        bool useBias = true,
        Initializer depthwiseInitializer = Initializer.GlorotUniform,
        Initializer pointwiseInitializer = Initializer.GlorotUniform,
        Initializer biasInitializer = Initializer.Zeros,
        string? name = null) =>
        throw IsNotRun();

    /// <inheritdoc cref="Conv1DTransposeAttribute"/>
    public static Layer Conv1DTranspose(
        int filters,
        int kernelSize,
        int strides = 1,
        Padding padding = Padding.Valid,
        int dilation = 1,
        Activation activation = Activation.Linear,
        bool useBias = true,
        Initializer kernelInitializer = Initializer.GlorotUniform,
        Initializer biasInitializer = Initializer.Zeros,
        string? name = null) =>
        throw IsNotRun();

    /// <inheritdoc cref="TcnAttribute"/>
    public static Layer Tcn(
        int filters,
        int kernelSize = 3,
        int levels = 6,
        double dropout = 0,
        Activation activation = Activation.Relu,
        TcnNorm norm = TcnNorm.None,
        bool skipConnections = false,
        bool causal = true,
        bool returnSequences = false,
        Initializer kernelInitializer = Initializer.HeNormal,
        string? name = null) =>
        throw IsNotRun();
}
