namespace SimdSeq.Cli;

/// <summary>The stack of two GRUs with dropout of Chollet, "Deep Learning with Python" (2018), listing 6.41.</summary>
[SequenceModel(steps: 120, features: 14)]
[Gru(32, dropout: 0.1, recurrentDropout: 0.5, returnSequences: true)]
[Gru(64, activation: Activation.Relu, dropout: 0.1, recurrentDropout: 0.5)]
[Dense(1)]
internal sealed partial class JenaStackedGru
{
    public static Recipe Recipe { get; } = new(
        "jena-stacked-gru",
        "Temperature in 24 hours: Gru(32), Gru(64, relu), both with dropout 0.1 and recurrent dropout 0.5, Dense(1)",
        JenaForecast.Open,
        seed => new JenaStackedGru(seed))
    {
        Epochs = 40,
        Variants =
        [
            new(seed => new JenaStackedGru(seed), ("units", 32)),
            new(seed => new JenaStackedGru16(seed), ("units", 16)),
            new(seed => new JenaStackedGru64(seed), ("units", 64)),
        ],
    };
}
