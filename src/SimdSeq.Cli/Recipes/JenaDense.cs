namespace SimdSeq.Cli;

/// <summary>The densely connected network of Chollet, "Deep Learning with Python" (2018), listing 6.37.</summary>
[SequenceModel(steps: 120, features: 14)]
[Flatten]
[Dense(32, activation: Activation.Relu)]
[Dense(1)]
internal sealed partial class JenaDense
{
    public static Recipe Recipe { get; } = new(
        "jena-dense", "Temperature in 24 hours: Flatten, Dense(32, relu), Dense(1)", JenaForecast.Open, seed => new JenaDense(seed));
}
