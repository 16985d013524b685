namespace SimdSeq;

/// <summary>How attention tells steps apart: without any of these it sees a set of steps, in no order.</summary>
public enum AttentionPositions
{
    /// <summary>Not at all: layers before it do, or there is no need.</summary>
    None,

    /// <summary>
    /// Rotary positions (Su et al. 2021): features i and i + n/2 of a head's n are turned by the angle <c>t · 10000^(-2i/n)</c> in queries
    /// and keys, so that a score depends on the distance alone.
    /// </summary>
    Rotary,

    /// <summary>
    /// A bias (ALiBi; Press, Smith and Lewis 2022): head h of n lowers a score by <c>2^(-8 (h + 1) / n)</c> for each step between query and
    /// key. It also reads sequences that are longer than those it was trained on.
    /// </summary>
    Alibi,
}
