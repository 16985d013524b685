namespace SimdSeq.Cli;

/// <summary>An LSTM in the place of the GRU of Chollet, "Deep Learning with Python" (2018), listing 6.39.</summary>
[SequenceModel(steps: 120, features: 14)]
[Lstm(32)]
[Dense(1)]
internal sealed partial class JenaLstm
{
    public static Recipe Recipe { get; } = new(
        "jena-lstm", "Temperature in 24 hours: Lstm(32), Dense(1)", JenaForecast.Open, seed => new JenaLstm(seed))
    {
        Variants =
        [
            new(seed => new JenaLstm(seed), ("units", 32), ("layers", 1)),
            new(seed => new JenaLstm16(seed), ("units", 16), ("layers", 1)),
            new(seed => new JenaLstm64(seed), ("units", 64), ("layers", 1)),
            new(seed => new JenaLstm16x2(seed), ("units", 16), ("layers", 2)),
            new(seed => new JenaLstm32x2(seed), ("units", 32), ("layers", 2)),
            new(seed => new JenaLstm64x2(seed), ("units", 64), ("layers", 2)),
        ],
    };
}
