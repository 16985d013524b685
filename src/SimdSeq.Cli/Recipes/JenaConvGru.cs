namespace SimdSeq.Cli;

/// <summary>
/// The convolutions before a GRU of Chollet, "Deep Learning with Python" (2018), listing 6.49, at the same spans of time: there a step is
/// half an hour, a window five steps and a pool three; here a step is an hour, so these are three and two. The GRU then sees 57 steps of
/// two hours, where in the book they are 74 of one and a half.
/// </summary>
[SequenceModel(steps: 120, features: 14)]
[Conv1D(32, 3, activation: Activation.Relu)]
[MaxPooling1D(2)]
[Conv1D(32, 3, activation: Activation.Relu)]
[Gru(32, dropout: 0.1, recurrentDropout: 0.5)]
[Dense(1)]
internal sealed partial class JenaConvGru
{
    public static Recipe Recipe { get; } = new(
        "jena-conv-gru",
        "Temperature in 24 hours: Conv1D(32, 3), MaxPooling1D(2), Conv1D(32, 3), Gru(32, dropout 0.1, recurrent dropout 0.5), Dense(1)",
        JenaForecast.Open,
        seed => new JenaConvGru(seed));
}
