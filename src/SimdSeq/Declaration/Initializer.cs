namespace SimdSeq;

/// <summary>
/// How a parameter starts. Names and definitions are Keras's; a kernel of shape [in, out] has fan-in <c>in</c> and fan-out <c>out</c>.
/// </summary>
public enum Initializer
{
    /// <summary>All zero.</summary>
    Zeros,

    /// <summary>All one.</summary>
    Ones,

    /// <summary>Uniform in ±sqrt(6 / (fan-in + fan-out)) (Glorot and Bengio 2010).</summary>
    GlorotUniform,

    /// <summary>Normal, cut at two deviations, with variance 2 / (fan-in + fan-out) (Glorot and Bengio 2010).</summary>
    GlorotNormal,

    /// <summary>Uniform in ±sqrt(6 / fan-in) (He et al. 2015).</summary>
    HeUniform,

    /// <summary>Normal, cut at two deviations, with variance 2 / fan-in (He et al. 2015).</summary>
    HeNormal,

    /// <summary>Uniform in ±sqrt(3 / fan-in) (LeCun et al. 1998).</summary>
    LecunUniform,

    /// <summary>Normal, cut at two deviations, with variance 1 / fan-in (LeCun et al. 1998).</summary>
    LecunNormal,

    /// <summary>Uniform in ±0.05.</summary>
    RandomUniform,

    /// <summary>Normal with mean 0 and deviation 0.05.</summary>
    RandomNormal,

    /// <summary>Rows or columns, whichever are fewer, orthonormal (Saxe, McClelland and Ganguli 2014).</summary>
    Orthogonal,
}
