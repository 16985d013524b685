namespace SimdSeq.Cli;

/// <summary>A temporal convolutional network (Bai, Kolter and Koltun 2018) on the weather: its last answer sees all five days.</summary>
[SequenceModel(steps: 120, features: 14)]
[Tcn(24, kernelSize: 3, levels: 5, dropout: 0.1, norm: TcnNorm.WeightNorm)]
[Dense(1)]
internal sealed partial class JenaTcn
{
    public static Recipe Recipe { get; } = new(
        "jena-tcn", "Temperature in 24 hours: Tcn(24, kernel size 3, 5 levels, dropout 0.1, weight norm), Dense(1)",
        JenaForecast.Open, seed => new JenaTcn(seed));
}
