namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// Blocks of a Transformer (Vaswani et al. 2017): attention of the sequence to itself and a network for each step, each with a way around
/// it:
/// <code>
/// x = norm(x + dropout(attention(x)))       or, with normFirst,   x = x + dropout(attention(norm(x)))
/// x = norm(x + dropout(W2 f(W1 x)))                               x = x + dropout(W2 f(W1 norm(x)))
/// </code>
/// Causal, it is the "decoder" of a language model. Input and output: steps x features.
/// </summary>
/// <remarks>
/// Parameters are called <c>transformer_encoder/block/multi_head_attention/query/kernel</c>, <c>.../block/dense/kernel</c>,
/// <c>.../block/layer_normalization/gamma</c>, <c>.../block_1/...</c> and so on. Lengths and streams are those of
/// <see cref="MultiHeadAttentionAttribute"/>.
/// </remarks>
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
public sealed class TransformerEncoderAttribute(
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
    double epsilon = 1e-5) : LayerAttribute;
