namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// <c>y = s x / √(mean of x² + ε)</c> over the features of a row (Zhang and Sennrich 2019); s, Keras's <c>scale</c>, has a value for each
/// feature and starts at one. Input and output: features, or steps x features, each step by itself.
/// </summary>
/// <param name="epsilon">ε, which keeps a row of zeros finite.</param>
public sealed class RMSNormalizationAttribute(double epsilon = 1e-6) : LayerAttribute;
