namespace SimdSeq;

#pragma warning disable IDE0060 // the generator reads the arguments from the source; nothing reads them at run time

/// <content>Attention, and where steps stand.</content>
public static partial class Layers
{
    /// <inheritdoc cref="MultiHeadAttentionAttribute"/>
    public static MergingLayer MultiHeadAttention(
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
        Initializer biasInitializer = Initializer.Zeros,
        string? name = null) =>
        throw IsNotRun();

    /// <inheritdoc cref="GroupedQueryAttentionAttribute"/>
    public static MergingLayer GroupedQueryAttention(
        int headDim,
        int queryHeads,
        int keyValueHeads,
        double dropout = 0,
        bool useBias = true,
        bool causal = false,
        int window = 0,
        AttentionPositions positions = AttentionPositions.None,
        Initializer kernelInitializer = Initializer.GlorotUniform,
        Initializer biasInitializer = Initializer.Zeros,
        string? name = null) =>
        throw IsNotRun();

    /// <inheritdoc cref="AttentionAttribute"/>
    public static MergingLayer Attention(
        AttentionScore score = AttentionScore.Dot,
        double dropout = 0,
        bool causal = false,
        int window = 0,
        Initializer kernelInitializer = Initializer.GlorotUniform,
        string? name = null) =>
        throw IsNotRun();

    /// <inheritdoc cref="PositionalEmbeddingAttribute"/>
    public static Layer PositionalEmbedding(
        Initializer embeddingsInitializer = Initializer.RandomUniform, string? name = null) => throw IsNotRun();

    /// <inheritdoc cref="SinusoidalPositionsAttribute"/>
    public static Layer SinusoidalPositions(string? name = null) => throw IsNotRun();
}
