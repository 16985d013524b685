namespace SimdSeq.Cli;

/// <summary>The bidirectional GRU of Chollet, "Deep Learning with Python" (2018), listing 6.44.</summary>
[SequenceModel(steps: 120, features: 14)]
[Bidirectional]
[Gru(32)]
[Dense(1)]
internal sealed partial class JenaBidirectionalGru
{
    public static Recipe Recipe { get; } = new(
        "jena-bigru",
        "Temperature in 24 hours: Bidirectional(Gru(32)), Dense(1)",
        JenaForecast.Open,
        seed => new JenaBidirectionalGru(seed));
}
