namespace SimdSeq.Cli;

/// <summary>The convolutional network on film reviews of Chollet, "Deep Learning with Python" (2018), listing 6.46.</summary>
[SequenceModel(steps: 500, features: 1)]
[Embedding(10_000, 128)]
[Conv1D(32, 7, activation: Activation.Relu)]
[MaxPooling1D(5)]
[Conv1D(32, 7, activation: Activation.Relu)]
[GlobalMaxPooling1D]
[Dense(1, activation: Activation.Sigmoid)]
internal sealed partial class ImdbConv
{
    public static Recipe Recipe { get; } = new(
        "imdb-conv",
        "Sentiment of film reviews: Embedding(128), Conv1D(32, 7), MaxPooling1D(5), Conv1D(32, 7), GlobalMaxPooling1D, Dense(1)",
        ImdbSentiment.Open,
        seed => new ImdbConv(seed))
    {
        Epochs = 14,
        StepsPerEpoch = null,
        BatchSize = 32,
        LearningRate = 0.0001,
    };
}
