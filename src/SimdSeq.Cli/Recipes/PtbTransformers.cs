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

/// <summary>What both have in common.</summary>
internal static class PtbRecipe
{
    private const int Rows = 32;

    /// <summary>A recipe.</summary>
    public static Recipe Create(
        string name, string description, bool byCharacter, int steps, Func<long, SequenceModel<float>> create) =>
        new(name, description, TreebankText.OpenPieces(byCharacter, Rows, steps), create)
        {
            StepsPerEpoch = null,
            BatchSize = Rows,
            IsContiguous = true,
            LearningRate = 0.001,
            WarmupSteps = 500,
            Decays = true,
            ClipNorm = 1,
            Optimizer = OptimizerChoice.AdamW("*/bias", "*/gamma", "*/beta"),
            Vocabulary = request => TreebankText.Vocabulary(request, byCharacter),
        };
}
