namespace SimdSeq.Cli;

/// <summary>The first recurrent network of Chollet, "Deep Learning with Python" (2018), listing 6.39.</summary>
[SequenceModel(steps: 120, features: 14)]
[Gru(32)]
[Dense(1)]
internal sealed partial class JenaGru
{
    public static Recipe Recipe { get; } = new(
        "jena-gru", "Temperature in 24 hours: Gru(32), Dense(1)", JenaForecast.Open, seed => new JenaGru(seed))
    {
        Variants =
        [
            new(seed => new JenaGru(seed), ("units", 32), ("layers", 1)),
            new(seed => new JenaGru16(seed), ("units", 16), ("layers", 1)),
            new(seed => new JenaGru64(seed), ("units", 64), ("layers", 1)),
            new(seed => new JenaGru16x2(seed), ("units", 16), ("layers", 2)),
            new(seed => new JenaGru32x2(seed), ("units", 32), ("layers", 2)),
            new(seed => new JenaGru64x2(seed), ("units", 64), ("layers", 2)),
        ],
    };
}
