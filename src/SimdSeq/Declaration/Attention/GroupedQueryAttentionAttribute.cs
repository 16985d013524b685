namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// <see cref="MultiHeadAttentionAttribute"/> whose heads share keys and values in groups (Ainslie et al. 2023): a stream's cache is smaller
/// by <c>queryHeads / keyValueHeads</c>. Input: steps x features. Output: the query's steps x its features.
/// </summary>
/// <param name="headDim">Features of a head.</param>
/// <param name="queryHeads">Heads of the queries.</param>
/// <param name="keyValueHeads">Heads of the keys and values, which divide them; 1 is multi-query attention.</param>
/// <param name="dropout">Share of the weights that training drops, in [0, 1).</param>
/// <param name="useBias">Whether there are biases.</param>
/// <param name="causal">Whether a step sees itself and earlier ones alone.</param>
/// <param name="window">How many steps a query sees at most; 0: all.</param>
/// <param name="positions">How steps are told apart.</param>
/// <param name="kernelInitializer">How the matrices start.</param>
/// <param name="biasInitializer">How the biases start.</param>
public sealed class GroupedQueryAttentionAttribute(
    int headDim,
    int queryHeads,
    int keyValueHeads,
    double dropout = 0,
    bool useBias = true,
    bool causal = false,
    int window = 0,
    AttentionPositions positions = AttentionPositions.None,
    Initializer kernelInitializer = Initializer.GlorotUniform,
    Initializer biasInitializer = Initializer.Zeros) : LayerAttribute;
