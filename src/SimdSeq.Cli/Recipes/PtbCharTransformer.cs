using static SimdSeq.Layers;

namespace SimdSeq.Cli;

/// <summary>A Transformer on the Penn Treebank's characters.</summary>
[SequenceModel(steps: Window, features: 1, variableLength: true)]
internal sealed partial class PtbCharTransformer
{
    private const int Window = 128;

    public static Recipe Recipe { get; } = PtbRecipe.Create(
        "ptb-char-transformer", "Penn Treebank by characters: 4 layers of 4 heads, 256 features", byCharacter: true, Window,
        seed => new PtbCharTransformer(seed)) with
    {
        Epochs = 5,
    };

    private static SymbolicTensor Forward(SymbolicTensor x)
    {
        var characters = Embedding(50, 256);
        var y = Dropout(0.1)(PositionalEmbedding()(characters(x)));
        y = TransformerEncoder(
            heads: 4, feedForward: 1024, layers: 4, dropout: 0.1, activation: Activation.Gelu, normFirst: true, causal: true)(y);
        return Tied(characters)(y);
    }
}
