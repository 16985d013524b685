using System.ComponentModel;

namespace SimdSeq.Kernels;

/// <summary>What values are brought to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum NormalizationKind
{
    /// <summary>Mean 0 and variance 1: <c>(x - μ) / √(σ² + ε)</c>.</summary>
    Standard,

    /// <summary>Mean square 1: <c>x / √(mean of x² + ε)</c>.</summary>
    RootMeanSquare,

    /// <summary>Length 1: <c>x / √max(Σ x², ε)</c>.</summary>
    UnitLength,
}
