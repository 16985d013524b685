namespace SimdSeq.Cli;

/// <summary>The GRU that reads each window from its newest step to its oldest, of Chollet, "Deep Learning with Python" (2018),
/// section 6.3.8: it forgets what matters most here, and is worse than the baseline.</summary>
[SequenceModel(steps: 120, features: 14)]
[Reverse]
[Gru(32)]
[Dense(1)]
internal sealed partial class JenaReversedGru
{
    public static Recipe Recipe { get; } = new(
        "jena-reversed-gru", "Temperature in 24 hours: Reverse, Gru(32), Dense(1)", JenaForecast.Open, seed => new JenaReversedGru(seed));
}
