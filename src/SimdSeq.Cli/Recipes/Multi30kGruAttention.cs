using static SimdSeq.Layers;

namespace SimdSeq.Cli;

/// <summary>
/// German captions to English by recurrent layers with attention between them (Luong, Pham and Manning 2015): the source is read from both
/// sides, its mean begins the decoder, and each word is made of the decoder's state and what that attends to.
/// </summary>
[SequenceModel]
internal sealed partial class Multi30kGruAttention
{
    public static Recipe Recipe { get; } = TranslationRecipe.Create(
        "multi30k-gru-attention", "German captions to English: bidirectional GRU 256, GRU 512 with attention",
        seed => new Multi30kGruAttention(seed)) with
    {
        Epochs = 10,
        BatchSize = 64,
        WarmupSteps = 200,
    };

    private static SymbolicTensor Forward(
        [Input(TranslationText.Steps, 1, variableLength: true)] SymbolicTensor source,
        [Input(TranslationText.Steps, 1, variableLength: true)] SymbolicTensor target)
    {
        // Embeddings begin small, and states of small inputs have nothing to attend to: without the norm BLEU was 9 after ten
        // epochs, with it 33.
        var x = Dropout(0.3)(LayerNormalization()(Embedding(TranslationText.SourceWords, 256)(source)));
        var memory = Bidirectional(Gru(256, returnSequences: true))(x);
        var first = Dense(512, Activation.Tanh)(GlobalAveragePooling1D()(memory));
        var y = Dropout(0.3)(LayerNormalization()(Embedding(TranslationText.TargetWords, 256)(target)));
        var h = Gru(512, returnSequences: true).InitialState(first)(y);
        var context = Attention(AttentionScore.General)(h, memory);
        var answer = Dense(256, Activation.Tanh)(Concatenate()(h, context));
        return Dense(TranslationText.TargetWords)(Dropout(0.3)(answer));
    }
}
