namespace SimdSeq;

/// <summary>An element-wise function after a layer's sums. Names and definitions are Keras's.</summary>
public enum Activation
{
    /// <summary>f(x) = x.</summary>
    Linear,

    /// <summary>f(x) = max(0, x).</summary>
    Relu,

    /// <summary>f(x) = tanh(x).</summary>
    Tanh,

    /// <summary>f(x) = 1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>f(x) = min(max(x + 3, 0), 6) / 6.</summary>
    HardSigmoid,

    /// <summary>f(x) = x for x &gt; 0, else exp(x) - 1 (Clevert, Unterthiner and Hochreiter 2016).</summary>
    Elu,

    /// <summary>f(x) = 1.0507 · (x for x &gt; 0, else 1.6733 · (exp(x) - 1)) (Klambauer et al. 2017).</summary>
    Selu,

    /// <summary>f(x) = exp(x).</summary>
    Exponential,

    /// <summary>f(x) = x / (1 + |x|).</summary>
    Softsign,
}
