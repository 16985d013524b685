namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// Attention without heads and projections (Luong, Pham and Manning 2015): <c>y[i] = Σ_j w[i, j] value[j]</c>,
/// <c>w[i, ·] = softmax(score(query[i], key[·]))</c>. As an attribute a sequence attends to itself; in <c>Forward</c> it is called on (x),
/// (query, value) or (query, value, key). Input: steps x features. Output: the query's steps x the value's features.
/// </summary>
/// <remarks>Keys that a sample does not have get no weight. A query that sees no key is answered with zeros.</remarks>
/// <param name="score">How a query and a key are compared.</param>
/// <param name="dropout">Share of the weights that training drops, in [0, 1).</param>
/// <param name="causal">Whether a step sees itself and earlier ones alone.</param>
/// <param name="window">How many steps a query sees at most; 0: all.</param>
/// <param name="kernelInitializer">How the matrix of <see cref="AttentionScore.General"/> starts.</param>
public sealed class AttentionAttribute(
    AttentionScore score = AttentionScore.Dot,
    double dropout = 0,
    bool causal = false,
    int window = 0,
    Initializer kernelInitializer = Initializer.GlorotUniform) : LayerAttribute;
