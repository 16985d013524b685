namespace SimdSeq.Cli;

/// <summary>The LSTM on film reviews of Chollet, "Deep Learning with Python" (2018), listing 6.27.</summary>
[SequenceModel(steps: 500, features: 1)]
[Embedding(10_000, 32)]
[Lstm(32)]
[Dense(1, activation: Activation.Sigmoid)]
internal sealed partial class ImdbLstm
{
    public static Recipe Recipe { get; } = new("imdb-lstm", "Sentiment of film reviews: Embedding(32), Lstm(32), Dense(1)",
        ImdbSentiment.Open, seed => new ImdbLstm(seed))
    {
        Epochs = 10,
        StepsPerEpoch = null,
        Variants =
        [
            new(seed => new ImdbLstm(seed), ("units", 32)),
            new(seed => new ImdbLstm16(seed), ("units", 16)),
            new(seed => new ImdbLstm64(seed), ("units", 64)),
        ],
    };
}
