namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// Attention of several heads (Vaswani et al. 2017). Each head compares every query with every key and answers a mean of the values:
/// <code>
/// q = query·Wq + bq,  k = key·Wk + bk,  v = value·Wv + bv        each split into heads
/// w[i, j] = softmax over j of q[i]·k[j] / √keyDim                the weights of a head
/// y[i] = (all heads' Σ_j w[i, j] v[j] side by side)·Wo + bo
/// </code>
/// As an attribute a sequence attends to itself; in <c>Forward</c> it is called on (x), (query, value) or (query, value, key), and where no
/// key is given, the value is the key. Input: steps x features. Output: the query's steps x outputs.
/// </summary>
/// <remarks>
/// <para>Keys that a sample does not have get no weight, and what is answered at steps that it does not have is of no matter: a padded
/// sample gives what it gives alone. A query that sees no key is answered with <c>bo</c>.</para>
/// <para>Memory grows with the steps, not with their square: weights are made again in the pass of the gradients. Causal attention of a
/// sequence to itself streams with a cache of the model's steps; beyond them a step throws, unless there is a window.</para>
/// <para>Parameters, with features [in, heads · keyDim] in the order of heads: <c>query/kernel</c>, <c>query/bias</c>, <c>key/...</c>,
/// <c>value/...</c> and <c>attention_output/...</c>; Keras has them as [in, heads, keyDim], which are the same values. Fans for the
/// initializer are those of the matrices.</para>
/// </remarks>
/// <param name="heads">Number of heads.</param>
/// <param name="keyDim">Features of a head's query and key.</param>
/// <param name="valueDim">Features of a head's value; 0: <paramref name="keyDim"/>.</param>
/// <param name="dropout">Share of the weights that training drops, in [0, 1).</param>
/// <param name="useBias">Whether there are the biases bq, bk, bv and bo.</param>
/// <param name="causal">Whether a step sees itself and earlier ones alone.</param>
/// <param name="window">
/// How many steps a query sees at most, itself and those before it; where it is not causal, as many after it. 0: all.
/// </param>
/// <param name="positions">How steps are told apart.</param>
/// <param name="outputs">Features of the answer; 0: as many as the query has.</param>
/// <param name="kernelInitializer">How the matrices start.</param>
/// <param name="biasInitializer">How the biases start.</param>
public sealed class MultiHeadAttentionAttribute(
    int heads,
    int keyDim,
    int valueDim = 0,
    double dropout = 0,
    bool useBias = true,
    bool causal = false,
    int window = 0,
    AttentionPositions positions = AttentionPositions.None,
    int outputs = 0,
    Initializer kernelInitializer = Initializer.GlorotUniform,
    Initializer biasInitializer = Initializer.Zeros) : LayerAttribute;
