namespace SimdSeq.Cli;

/// <summary>The plain recurrence on the same task: what gates are for shows beside it.</summary>
[SequenceModel(steps: 120, features: 14)]
[SimpleRnn(32)]
[Dense(1)]
internal sealed partial class JenaSimpleRnn
{
    public static Recipe Recipe { get; } = new(
        "jena-simple-rnn", "Temperature in 24 hours: SimpleRnn(32), Dense(1)", JenaForecast.Open, seed => new JenaSimpleRnn(seed))
    {
        Variants =
        [
            new(seed => new JenaSimpleRnn(seed), ("units", 32)),
            new(seed => new JenaSimpleRnn16(seed), ("units", 16)),
            new(seed => new JenaSimpleRnn64(seed), ("units", 64)),
        ],
    };
}
