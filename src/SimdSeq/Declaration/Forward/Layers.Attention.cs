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

    /// <inheritdoc cref="AdditiveAttentionAttribute"/>
    public static MergingLayer AdditiveAttention(
        int units,
        bool useBias = true,
        Initializer kernelInitializer = Initializer.GlorotUniform,
        string? name = null) =>
        throw IsNotRun();

    /// <inheritdoc cref="AttentionPoolingAttribute"/>
    public static Layer AttentionPooling(
        int units,
        Activation activation = Activation.Tanh,
        bool useBias = true,
        Initializer kernelInitializer = Initializer.GlorotUniform,
        string? name = null) =>
        throw IsNotRun();

    /// <summary>
    /// A document of sentences of words as one row, a hierarchical attention network (Yang et al. 2016): a <c>Gru</c> from both ends and
    /// <c>AttentionPooling</c> on the words of each sentence, then the same on the sentences:
    /// <code>
    /// s[i] = AttentionPooling(Bidirectional(Gru(units, returnSequences: true))(x[i]))    for every group i, with the same parameters
    /// y    = AttentionPooling(Bidirectional(Gru(units, returnSequences: true))(dropout(s)))
    /// </code>
    /// Input: groups x steps x features, a nested sequence (<see cref="InputAttribute"/>). Output: 2 · units.
    /// <para>Groups without steps get no weight. Parameters are called <c>hierarchical_attention/word/forward_gru/kernel</c>,
    /// <c>.../word/attention_pooling/context</c>, <c>.../sentence/backward_gru/bias</c> and so on.</para>
    /// </summary>
    /// <param name="units">Units of a GRU.</param>
    /// <param name="attentionUnits">Features of the contexts; 0: as many as both GRUs have, 2 · units.</param>
    /// <param name="dropout">Share of the values of a sentence that training drops, in [0, 1).</param>
    /// <param name="name">Its name; null: <c>hierarchical_attention</c>, numbered.</param>
    public static Layer HierarchicalAttention(int units, int attentionUnits = 0, double dropout = 0, string? name = null) =>
        throw IsNotRun();

    /// <inheritdoc cref="HierarchicalAttentionEncoderAttribute"/>
    public static Layer HierarchicalAttentionEncoder(
        int heads,
        int window = 4,
        int levels = 0,
        int feedForward = 0,
        double dropout = 0,
        Activation activation = Activation.Gelu,
        Initializer biasInitializer = Initializer.HeNormal,
        double focus = 0,
        string? name = null) =>
        throw IsNotRun();

    /// <inheritdoc cref="TransformerEncoderAttribute"/>
    public static Layer TransformerEncoder(
        int heads,
        int feedForward,
        int layers = 1,
        double dropout = 0,
        Activation activation = Activation.Relu,
        bool normFirst = false,
        TransformerNorm norm = TransformerNorm.LayerNorm,
        bool causal = false,
        int window = 0,
        AttentionPositions positions = AttentionPositions.None,
        bool useBias = true,
        double epsilon = 1e-5,
        string? name = null) =>
        throw IsNotRun();

    /// <summary>
    /// Blocks of a Transformer's decoder (Vaswani et al. 2017): attention of the sequence to itself, to a memory, and a network for each
    /// step, each with a way around it, as in <see cref="TransformerEncoderAttribute"/>. Called on (x, memory); the memory is as a rule
    /// what an encoder answers. Input and output: the steps of x, and its features.
    /// </summary>
    /// <param name="heads">Heads of the attention; they divide the features.</param>
    /// <param name="feedForward">Units of the hidden layer of the network for each step.</param>
    /// <param name="layers">Number of blocks.</param>
    /// <param name="dropout">Share of the values, and of the weights of attention, that training drops, in [0, 1).</param>
    /// <param name="activation">The function f of the hidden layer.</param>
    /// <param name="normFirst">Whether to normalise before attention and network (pre-norm), and once more at the end.</param>
    /// <param name="norm">How.</param>
    /// <param name="causal">Whether a step sees itself and earlier ones alone.</param>
    /// <param name="window">How many steps a step sees at most; 0: all.</param>
    /// <param name="positions">How attention tells steps apart; with none a layer before it should, such as SinusoidalPositions.</param>
    /// <param name="useBias">Whether the products have biases.</param>
    /// <param name="epsilon">What a normalisation adds to the variance.</param>
    /// <param name="name">Its name; null: <c>transformer_decoder</c>, numbered.</param>
    public static MergingLayer TransformerDecoder(
        int heads,
        int feedForward,
        int layers = 1,
        double dropout = 0,
        Activation activation = Activation.Relu,
        bool normFirst = false,
        TransformerNorm norm = TransformerNorm.LayerNorm,
        bool causal = true,
        int window = 0,
        AttentionPositions positions = AttentionPositions.None,
        bool useBias = true,
        double epsilon = 1e-5,
        string? name = null) =>
        throw IsNotRun();

    /// <inheritdoc cref="PositionalEmbeddingAttribute"/>
    public static Layer PositionalEmbedding(
        Initializer embeddingsInitializer = Initializer.RandomUniform, string? name = null) => throw IsNotRun();

    /// <inheritdoc cref="SinusoidalPositionsAttribute"/>
    public static Layer SinusoidalPositions(string? name = null) => throw IsNotRun();

    /// <summary>
    /// An answer for each row of an embedding's table, which it shares (Press and Wolf 2017): <c>y = x·Eᵀ + b</c>. Write
    /// <c>var words = Embedding(8000, 128);</c>, call <c>words(x)</c>, and end with <c>Tied(words)(y)</c>. Input: steps x features or
    /// features, as many as a row has. Output: the same with as many features as the table has rows.
    /// </summary>
    /// <param name="embedding">The embedding, held in a variable and called on ids.</param>
    /// <param name="useBias">Whether there is the bias b.</param>
    /// <param name="name">Its name; null: <c>tied</c>, numbered.</param>
    public static Layer Tied(Layer embedding, bool useBias = false, string? name = null) => throw IsNotRun();
}
