namespace SimdSeq.Cli;

/// <summary>The stack of four plain recurrences of Chollet, "Deep Learning with Python" (2018), section 6.2.1, on film reviews.</summary>
[SequenceModel(steps: 500, features: 1)]
[Embedding(10_000, 32)]
[SimpleRnn(32, returnSequences: true)]
[SimpleRnn(32, returnSequences: true)]
[SimpleRnn(32, returnSequences: true)]
[SimpleRnn(32)]
[Dense(1, activation: Activation.Sigmoid)]
internal sealed partial class ImdbSimpleRnn
{
    public static Recipe Recipe { get; } = new("imdb-simple-rnn", "Sentiment of film reviews: Embedding(32), four SimpleRnn(32), Dense(1)",
        ImdbSentiment.Open, seed => new ImdbSimpleRnn(seed))
    {
        Epochs = 10,
        StepsPerEpoch = null,
    };
}
