namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// A mean of all steps, each weighed by how much it has to do with a learned context c, as in hierarchical attention networks (Yang et al.
/// 2016): <c>y = Σ_t w[t] x[t]</c>, <c>w = softmax over t of c·f(x[t]·W + b)</c>. Input: steps x features. Output: features.
/// </summary>
/// <remarks>
/// Steps that a sample does not have get no weight; a sample without steps is answered with zeros. Parameters: <c>kernel</c>, <c>bias</c>,
/// <c>context</c>. A stream works on the last steps anew at each step.
/// </remarks>
/// <param name="units">Features of the context.</param>
/// <param name="activation">The function f.</param>
/// <param name="useBias">Whether there is the bias b.</param>
/// <param name="kernelInitializer">How W and c start.</param>
public sealed class AttentionPoolingAttribute(
    int units,
    Activation activation = Activation.Tanh,
    bool useBias = true,
    Initializer kernelInitializer = Initializer.GlorotUniform) : LayerAttribute;
