namespace SimdSeq;

/// <summary>What a Transformer block normalises by.</summary>
public enum TransformerNorm
{
    /// <summary><see cref="LayerNormalizationAttribute"/>.</summary>
    LayerNorm,

    /// <summary><see cref="RMSNormalizationAttribute"/>.</summary>
    RmsNorm,
}
