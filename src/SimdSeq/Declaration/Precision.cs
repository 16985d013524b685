namespace SimdSeq;

/// <summary>The type a model computes in.</summary>
public enum Precision
{
    /// <summary><see cref="float"/>: 16 samples to a tile.</summary>
    Single,

    /// <summary><see cref="double"/>: 8 samples to a tile; for checking gradients and for problems that need it.</summary>
    Double,
}
