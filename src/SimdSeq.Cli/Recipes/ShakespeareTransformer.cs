using static SimdSeq.Layers;

namespace SimdSeq.Cli;

/// <summary>
/// nanoGPT's recipe for a machine without a graphics card (Karpathy 2022): a decoder of 4 layers, 4 heads and 128 features, pre-norm,
/// gelu, learned positions, no biases, and the embedding's table as the last layer.
/// </summary>
[SequenceModel(steps: ShakespeareText.Steps, features: 1)]
internal sealed partial class ShakespeareTransformer
{
    public static Recipe Recipe { get; } = ShakespeareRecipe.Create(
        "shakespeare-transformer", "4 layers of 4 heads, 128 features", seed => new ShakespeareTransformer(seed)) with
    {
        Optimizer = OptimizerChoice.AdamW("*/gamma", "*/beta"),
    };

    private static SymbolicTensor Forward(SymbolicTensor x)
    {
        var characters = Embedding(65, 128);
        var y = PositionalEmbedding()(characters(x));
        y = TransformerEncoder(
            heads: 4, feedForward: 512, layers: 4, activation: Activation.Gelu, normFirst: true, causal: true, useBias: false)(y);
        return Tied(characters)(y);
    }
}
