using static SimdSeq.Layers;

namespace SimdSeq.Cli;

/// <summary>A Transformer on the Penn Treebank's words; the table of words is its last layer as well.</summary>
[SequenceModel(steps: Window, features: 1, variableLength: true)]
internal sealed partial class PtbWordTransformer
{
    private const int Window = 64;

    public static Recipe Recipe { get; } = PtbRecipe.Create(
        "ptb-word-transformer", "Penn Treebank by words: 4 layers of 4 heads, 256 features", byCharacter: false, Window,
        seed => new PtbWordTransformer(seed)) with
    {
        Epochs = 15,
    };

    private static SymbolicTensor Forward(SymbolicTensor x)
    {
        var words = Embedding(10_000, 256);
        var y = Dropout(0.4)(PositionalEmbedding()(words(x)));
        y = TransformerEncoder(
            heads: 4, feedForward: 1024, layers: 4, dropout: 0.3, activation: Activation.Gelu, normFirst: true, causal: true)(y);
        return Tied(words, useBias: true)(Dropout(0.4)(y));
    }
}
