namespace SimdSeq.Cli;

/// <summary>
/// The convolutional network on the weather of Chollet, "Deep Learning with Python" (2018), listing 6.47, at the same spans of time: there
/// a step is half an hour, a window five steps and a pool three; here a step is an hour, so these are three and two.
/// </summary>
[SequenceModel(steps: 120, features: 14)]
[Conv1D(32, 3, activation: Activation.Relu)]
[MaxPooling1D(2)]
[Conv1D(32, 3, activation: Activation.Relu)]
[MaxPooling1D(2)]
[Conv1D(32, 3, activation: Activation.Relu)]
[GlobalMaxPooling1D]
[Dense(1)]
internal sealed partial class JenaConv
{
    public static Recipe Recipe { get; } = new(
        "jena-conv",
        "Temperature in 24 hours: Conv1D(32, 3) three times with MaxPooling1D(2) between, GlobalMaxPooling1D, Dense(1)",
        JenaForecast.Open,
        seed => new JenaConv(seed));
}
