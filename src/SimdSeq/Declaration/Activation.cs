namespace SimdSeq;

/// <summary>
/// A function after a layer's sums: element-wise, but for <see cref="Softmax"/> and <see cref="LogSoftmax"/>. Names and definitions are
/// Keras's. Not-a-number gives not-a-number; infinities give the limits.
/// </summary>
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

    /// <summary>
    /// f(x)[i] = x[i] - log Σ exp(x[k]) over the features of a row, the largest subtracted first: logarithms of <see cref="Softmax"/>. It
    /// stands where that may, and of its infinities only minus infinity beside a finite value gives no not-a-number, but minus infinity.
    /// With u as there, a value is off by at most (n / 16 + log n + 12) u + 3 u |f|.
    /// </summary>
    LogSoftmax,

    /// <summary>
    /// f(x) = x Φ(x), with Φ(x) = (1 + erf(x / √2)) / 2 (Hendrycks and Gimpel 2016); Keras's <c>gelu(approximate=False)</c>. Off by at
    /// most 2e-7 |x| in float, 1e-15 |x| in double.
    /// </summary>
    Gelu,

    /// <summary>
    /// f(x) = x (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2, Keras's <c>gelu(approximate=True)</c>. Off by at most 3e-7 |x| in float,
    /// 1e-15 |x| in double.
    /// </summary>
    GeluTanh,

    /// <summary>f(x) = x / (1 + exp(-x)), also called swish. Off by at most 2e-7 |x| in float, 1e-15 |x| in double.</summary>
    Silu,

    /// <summary>
    /// f(x) = x tanh(log(1 + exp(x))) (Misra 2019). Off by at most 3e-7 |x| in float, 1e-15 |x| in double.
    /// </summary>
    Mish,

    /// <summary>f(x) = log(1 + exp(x)). Off by at most 4 units in the last place.</summary>
    Softplus,

    /// <summary>f(x) = x for x &gt; 0, else 0.2 x.</summary>
    LeakyRelu,

    /// <summary>f(x) = min(max(0, x), 6).</summary>
    Relu6,

    /// <summary>f(x) = x min(max(x + 3, 0), 6) / 6; Keras's <c>hard_silu</c>.</summary>
    HardSwish,
}
