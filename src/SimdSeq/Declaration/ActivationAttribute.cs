namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// An activation as a layer of its own: <c>y = f(x)</c>, of every value or, for <see cref="Activation.Softmax"/> and
/// <see cref="Activation.LogSoftmax"/>, of every row. Input and output: features, or steps x features.
/// </summary>
/// <param name="activation">The function f.</param>
public sealed class ActivationAttribute(Activation activation) : LayerAttribute;
