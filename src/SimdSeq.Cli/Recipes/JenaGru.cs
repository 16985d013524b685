namespace SimdSeq.Cli;

/// <summary>The first recurrent network of Chollet, "Deep Learning with Python" (2018), listing 6.39.</summary>
[SequenceModel(steps: 120, features: 14)]
[Gru(32)]
[Dense(1)]
internal sealed partial class JenaGru
{
    public static Recipe Recipe { get; } = new(
        "jena-gru", "Temperature in 24 hours: Gru(32), Dense(1)", JenaForecast.Open, seed => new JenaGru(seed));
}
