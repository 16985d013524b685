namespace SimdSeq.Cli;

/// <summary>
/// A temporal convolutional network (Bai, Kolter and Koltun 2018) on film reviews; the largest value of each feature answers.
/// </summary>
[SequenceModel(steps: 500, features: 1)]
[Embedding(10_000, 32)]
[SpatialDropout1D(0.3)]
[Tcn(32, kernelSize: 3, levels: 5, dropout: 0.1, returnSequences: true)]
[GlobalMaxPooling1D]
[Dense(1, activation: Activation.Sigmoid)]
internal sealed partial class ImdbTcn
{
    public static Recipe Recipe { get; } = new(
        "imdb-tcn",
        "Sentiment of film reviews: Embedding(32), Tcn(32, kernel size 3, 5 levels), GlobalMaxPooling1D, Dense(1)",
        ImdbSentiment.Open,
        seed => new ImdbTcn(seed))
    {
        Epochs = 10,
        StepsPerEpoch = null,
    };
}
