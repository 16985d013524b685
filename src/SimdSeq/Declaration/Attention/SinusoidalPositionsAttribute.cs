namespace SimdSeq;

/// <summary>
/// Sines and cosines added to each step (Vaswani et al. 2017): of n features <c>y[t, 2i] = x[t, 2i] + sin(t · 10000^(-2i/n))</c> and
/// <c>y[t, 2i+1] = x[t, 2i+1] + cos(t · 10000^(-2i/n))</c>. Input and output: steps x features, an even number of them. It has no
/// parameters, and a stream may be of any length.
/// </summary>
public sealed class SinusoidalPositionsAttribute : LayerAttribute;
