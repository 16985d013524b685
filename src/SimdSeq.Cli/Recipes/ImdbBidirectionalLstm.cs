namespace SimdSeq.Cli;

/// <summary>The bidirectional LSTM on film reviews of Chollet, "Deep Learning with Python" (2018), listing 6.43.</summary>
[SequenceModel(steps: 500, features: 1)]
[Embedding(10_000, 32)]
[Bidirectional]
[Lstm(32)]
[Dense(1, activation: Activation.Sigmoid)]
internal sealed partial class ImdbBidirectionalLstm
{
    public static Recipe Recipe { get; } = new("imdb-bilstm", "Sentiment of film reviews: Embedding(32), Bidirectional(Lstm(32)), Dense(1)",
        ImdbSentiment.Open, seed => new ImdbBidirectionalLstm(seed))
    {
        Epochs = 10,
        StepsPerEpoch = null,
    };
}
