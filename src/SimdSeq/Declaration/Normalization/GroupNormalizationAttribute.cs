namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// <c>y = γ (x - μ) / √(σ² + ε) + β</c>, μ and σ² being the mean and the variance of a group of neighbouring features (Wu and He 2018), as in
/// Keras over <em>all steps</em> of a sequence together; γ and β have a value for each feature. Input and output: features, or steps x
/// features.
/// </summary>
/// <remarks>
/// A step of a sequence is answered by way of the later ones, so that a stream computes the last <c>steps</c> steps anew each time. Steps that
/// a sample does not have are counted in no mean, and their answers are zero.
/// </remarks>
/// <param name="groups">Number of groups, which divides the features; -1: a group for each feature.</param>
/// <param name="epsilon">ε, which keeps a group of equal values finite.</param>
/// <param name="center">Whether there is β.</param>
/// <param name="scale">Whether there is γ.</param>
/// <param name="betaInitializer">How β starts.</param>
/// <param name="gammaInitializer">How γ starts.</param>
public sealed class GroupNormalizationAttribute(
    int groups = 32,
    double epsilon = 1e-3,
    bool center = true,
    bool scale = true,
    Initializer betaInitializer = Initializer.Zeros,
    Initializer gammaInitializer = Initializer.Ones) : LayerAttribute;
