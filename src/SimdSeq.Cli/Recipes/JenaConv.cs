namespace SimdSeq.Cli;

/// <summary>
/// The convolutional network on the weather of Chollet, "Deep Learning with Python" (2018), listing 6.47. As for all recipes of this record,
/// a step is an hour where the book has half an hour, so five days are 120 steps and a window of five spans five hours.
/// </summary>
[SequenceModel(steps: 120, features: 14)]
[Conv1D(32, 5, activation: Activation.Relu)]
[MaxPooling1D(3)]
[Conv1D(32, 5, activation: Activation.Relu)]
[MaxPooling1D(3)]
[Conv1D(32, 5, activation: Activation.Relu)]
[GlobalMaxPooling1D]
[Dense(1)]
internal sealed partial class JenaConv
{
    public static Recipe Recipe { get; } = new(
        "jena-conv",
        "Temperature in 24 hours: Conv1D(32, 5) three times with MaxPooling1D(3) between, GlobalMaxPooling1D, Dense(1)",
        JenaForecast.Open,
        seed => new JenaConv(seed));
}
