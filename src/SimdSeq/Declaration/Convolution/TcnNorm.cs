namespace SimdSeq;

/// <summary>What a <see cref="TcnAttribute"/> normalises in its blocks.</summary>
public enum TcnNorm
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The weights of its convolutions, as in the paper; see <see cref="Conv1DAttribute"/>.</summary>
    WeightNorm,

    /// <summary>The features of each step after a convolution; see <see cref="LayerNormalizationAttribute"/>.</summary>
    LayerNorm,
}
