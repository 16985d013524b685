namespace SimdSeq.Cli;

/// <summary>
/// A Transformer's encoder (Vaswani et al. 2017) of one layer on film reviews, as in Keras's example of text classification with one:
/// the mean of all words that a review has answers.
/// </summary>
[SequenceModel(steps: Words, features: 1)]
[Embedding(10_000, 64, maskZero: true)]
[PositionalEmbedding]
[Dropout(0.4)]
[TransformerEncoder(heads: 2, feedForward: 128, dropout: 0.2)]
[GlobalAveragePooling1D]
[Dropout(0.5)]
[Dense(1, activation: Activation.Sigmoid)]
internal sealed partial class ImdbTransformer
{
    private const int Words = 500;

    public static Recipe Recipe { get; } = new(
        "imdb-transformer",
        "Sentiment of film reviews: Embedding(64), TransformerEncoder(2 heads, dropout 0.2), GlobalAveragePooling1D, Dense(1)",
        request => ImdbSentiment.Open(request, Words),
        seed => new ImdbTransformer(seed))
    {
        Epochs = 6,
        StepsPerEpoch = null,
        BatchSize = 32,
        Optimizer = OptimizerChoice.Adam,
        WarmupSteps = 500,
        Decays = true,
        GlobalClipNorm = 1,
        Review = (request, model, text) => AttendedText.Of(model, ImdbSentiment.Words(request), text),
    };
}
