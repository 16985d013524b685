using static SimdSeq.Layers;

namespace SimdSeq.Cli;

/// <summary>
/// German captions to English by attention alone (Vaswani et al. 2017): three layers of eight heads on each side, pre-norm, 256 features.
/// </summary>
[SequenceModel]
internal sealed partial class Multi30kTransformer
{
    public static Recipe Recipe { get; } = TranslationRecipe.Create(
        "multi30k-transformer", "German captions to English: Transformer, 3 + 3 layers of 8 heads, 256 features",
        seed => new Multi30kTransformer(seed)) with
    {
        Epochs = 12,
        LearningRate = 0.0008,
        WarmupSteps = 400,
        IsCrossAttention = layer => layer.StartsWith("transformer_decoder/", StringComparison.Ordinal)
            && layer.EndsWith("/multi_head_attention_1", StringComparison.Ordinal),
    };

    private static SymbolicTensor Forward(
        [Input(TranslationText.Steps, 1, variableLength: true)] SymbolicTensor source,
        [Input(TranslationText.Steps, 1, variableLength: true)] SymbolicTensor target)
    {
        var x = Dropout(0.1)(PositionalEmbedding()(Embedding(TranslationText.SourceWords, 256)(source)));
        var memory = TransformerEncoder(heads: 8, feedForward: 512, layers: 3, dropout: 0.1, normFirst: true)(x);
        var words = Embedding(TranslationText.TargetWords, 256);
        var y = Dropout(0.1)(PositionalEmbedding()(words(target)));
        y = TransformerDecoder(heads: 8, feedForward: 512, layers: 3, dropout: 0.1, normFirst: true)(y, memory);
        return Tied(words, useBias: true)(y);
    }
}
