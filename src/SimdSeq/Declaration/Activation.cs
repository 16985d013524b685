namespace SimdSeq;

/// <summary>A function after a layer's sums: element-wise, but for <see cref="Softmax"/>. Names and definitions are Keras's.</summary>
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

    /// <summary>
    /// f(x)[i] = exp(x[i]) / Σ exp(x[k]) over the features of a row, the largest subtracted first: probabilities of classes. For
    /// <see cref="DenseAttribute"/> and <see cref="ActivationAttribute"/>, with two features or more; not for gates and states. With u =
    /// 2⁻²⁴ (float) or 2⁻⁵³ (double) a value f of n features is off by at most (n / 16 + log n + 12) u f + u / 2. Infinities and
    /// not-a-number: minus infinity gives 0 beside a finite value; plus infinity, not-a-number, and minus infinity everywhere make the
    /// whole row not-a-number.
    /// </summary>
    Softmax,
}
