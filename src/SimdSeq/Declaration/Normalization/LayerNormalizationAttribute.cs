namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// <c>y = γ (x - μ) / √(σ² + ε) + β</c>, μ and σ² being the mean and the variance of the features of a row (Ba, Kiros and Hinton 2016); γ and
/// β have a value for each feature. Input and output: features, or steps x features, each step by itself.
/// </summary>
/// <param name="epsilon">ε, which keeps a row of equal features finite.</param>
/// <param name="center">Whether there is β.</param>
/// <param name="scale">Whether there is γ.</param>
/// <param name="betaInitializer">How β starts.</param>
/// <param name="gammaInitializer">How γ starts.</param>
public sealed class LayerNormalizationAttribute(
    double epsilon = 1e-3,
    bool center = true,
    bool scale = true,
    Initializer betaInitializer = Initializer.Zeros,
    Initializer gammaInitializer = Initializer.Ones) : LayerAttribute;
