namespace SimdSeq;

/// <summary>
/// <c>y = x / √max(Σ x², 1e-12)</c> over the features of a row: its direction, of length one. Input and output: features, or steps x
/// features, each step by itself.
/// </summary>
public sealed class UnitNormalizationAttribute : LayerAttribute;
