namespace SimdSeq.Cli;

/// <summary>The plain recurrence on film reviews of Chollet, "Deep Learning with Python" (2018), listing 6.23.</summary>
[SequenceModel(steps: 500, features: 1)]
[Embedding(10_000, 32)]
[SimpleRnn(32)]
[Dense(1, activation: Activation.Sigmoid)]
internal sealed partial class ImdbSimpleRnnOne
{
    public static Recipe Recipe { get; } = new("imdb-simple-rnn-1", "Sentiment of film reviews: Embedding(32), SimpleRnn(32), Dense(1)",
        ImdbSentiment.Open, seed => new ImdbSimpleRnnOne(seed))
    {
        Epochs = 10,
        StepsPerEpoch = null,
    };
}
