namespace SimdSeq;

/// <summary>How <see cref="AttentionAttribute"/> compares a query and a key (Luong, Pham and Manning 2015).</summary>
public enum AttentionScore
{
    /// <summary><c>q·k</c>.</summary>
    Dot,

    /// <summary><c>q·k / √features</c> (Vaswani et al. 2017).</summary>
    Scaled,

    /// <summary><c>q·W·k</c>, with a matrix <c>kernel</c> of its own.</summary>
    General,
}
