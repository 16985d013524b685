namespace SimdSeq;

#pragma warning disable IDE0060 // the generator reads the arguments from the source; nothing reads them at run time

/// <content>Activations, called on a value at once.</content>
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
}
