namespace SimdSeq.Cli;

/// <summary>
/// The convolutions before a GRU of Chollet, "Deep Learning with Python" (2018), listing 6.49. A step is an hour where the book has half an
/// hour, so the GRU sees 34 steps of three hours each, where in the book they are 74 of one and a half.
/// </summary>
[SequenceModel(steps: 120, features: 14)]
[Conv1D(32, 5, activation: Activation.Relu)]
[MaxPooling1D(3)]
[Conv1D(32, 5, activation: Activation.Relu)]
[Gru(32, dropout: 0.1, recurrentDropout: 0.5)]
[Dense(1)]
internal sealed partial class JenaConvGru
{
    public static Recipe Recipe { get; } = new(
        "jena-conv-gru",
        "Temperature in 24 hours: Conv1D(32, 5), MaxPooling1D(3), Conv1D(32, 5), Gru(32, dropout 0.1, recurrent dropout 0.5), Dense(1)",
        JenaForecast.Open,
        seed => new JenaConvGru(seed));
}
