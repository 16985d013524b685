namespace SimdSeq.Cli;

/// <summary>The GRU with dropout of Chollet, "Deep Learning with Python" (2018), listing 6.40.</summary>
[SequenceModel(steps: 120, features: 14)]
[Gru(32, dropout: 0.2, recurrentDropout: 0.2)]
[Dense(1)]
internal sealed partial class JenaDropoutGru
{
    public static Recipe Recipe { get; } = new(
        "jena-dropout-gru",
        "Temperature in 24 hours: Gru(32, dropout 0.2, recurrent dropout 0.2), Dense(1)",
        JenaForecast.Open,
        seed => new JenaDropoutGru(seed))
    {
        Epochs = 40,
        Variants =
        [
            new(seed => new JenaDropoutGru(seed), ("dropout", 0.2)),
            new(seed => new JenaDropoutGru01(seed), ("dropout", 0.1)),
            new(seed => new JenaDropoutGru03(seed), ("dropout", 0.3)),
            new(seed => new JenaDropoutGru05(seed), ("dropout", 0.5)),
        ],
    };
}
