namespace SimdSeq;

#pragma warning disable IDE0060 // the generator reads the arguments from the source; nothing reads them at run time

/// <content>Activations, called on a value at once, and the gated linear unit.</content>
public static partial class Layers
{
    /// <inheritdoc cref="SimdSeq.Activation.Linear"/>
    public static SymbolicTensor Linear(SymbolicTensor x) => throw IsNotRun();

    /// <inheritdoc cref="SimdSeq.Activation.Relu"/>
    public static SymbolicTensor Relu(SymbolicTensor x) => throw IsNotRun();

    /// <inheritdoc cref="SimdSeq.Activation.Tanh"/>
    public static SymbolicTensor Tanh(SymbolicTensor x) => throw IsNotRun();

    /// <inheritdoc cref="SimdSeq.Activation.Sigmoid"/>
    public static SymbolicTensor Sigmoid(SymbolicTensor x) => throw IsNotRun();

    /// <inheritdoc cref="SimdSeq.Activation.HardSigmoid"/>
    public static SymbolicTensor HardSigmoid(SymbolicTensor x) => throw IsNotRun();

    /// <inheritdoc cref="SimdSeq.Activation.Elu"/>
    public static SymbolicTensor Elu(SymbolicTensor x) => throw IsNotRun();

    /// <inheritdoc cref="SimdSeq.Activation.Selu"/>
    public static SymbolicTensor Selu(SymbolicTensor x) => throw IsNotRun();

    /// <inheritdoc cref="SimdSeq.Activation.Exponential"/>
    public static SymbolicTensor Exponential(SymbolicTensor x) => throw IsNotRun();

    /// <inheritdoc cref="SimdSeq.Activation.Softsign"/>
    public static SymbolicTensor Softsign(SymbolicTensor x) => throw IsNotRun();

    /// <inheritdoc cref="SimdSeq.Activation.Softmax"/>
    public static SymbolicTensor Softmax(SymbolicTensor x) => throw IsNotRun();

    /// <inheritdoc cref="SimdSeq.Activation.LogSoftmax"/>
    public static SymbolicTensor LogSoftmax(SymbolicTensor x) => throw IsNotRun();

    /// <inheritdoc cref="SimdSeq.Activation.Gelu"/>
    public static SymbolicTensor Gelu(SymbolicTensor x) => throw IsNotRun();

    /// <inheritdoc cref="SimdSeq.Activation.GeluTanh"/>
    public static SymbolicTensor GeluTanh(SymbolicTensor x) => throw IsNotRun();

    /// <inheritdoc cref="SimdSeq.Activation.Silu"/>
    public static SymbolicTensor Silu(SymbolicTensor x) => throw IsNotRun();

    /// <inheritdoc cref="SimdSeq.Activation.Mish"/>
    public static SymbolicTensor Mish(SymbolicTensor x) => throw IsNotRun();

    /// <inheritdoc cref="SimdSeq.Activation.Softplus"/>
    public static SymbolicTensor Softplus(SymbolicTensor x) => throw IsNotRun();

    /// <inheritdoc cref="SimdSeq.Activation.LeakyRelu"/>
    public static SymbolicTensor LeakyRelu(SymbolicTensor x) => throw IsNotRun();

    /// <inheritdoc cref="SimdSeq.Activation.Relu6"/>
    public static SymbolicTensor Relu6(SymbolicTensor x) => throw IsNotRun();

    /// <inheritdoc cref="SimdSeq.Activation.HardSwish"/>
    public static SymbolicTensor HardSwish(SymbolicTensor x) => throw IsNotRun();

    /// <inheritdoc cref="GluAttribute"/>
    public static Layer Glu(string? name = null) => throw IsNotRun();
}
