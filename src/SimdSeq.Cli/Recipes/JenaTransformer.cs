namespace SimdSeq.Cli;

/// <summary>A Transformer's encoder (Vaswani et al. 2017) on the weather: its last step has seen all five days.</summary>
[SequenceModel(steps: 120, features: 14)]
[Dense(32)]
[SinusoidalPositions]
[TransformerEncoder(heads: 4, feedForward: 64, layers: 2, dropout: 0.1, activation: Activation.Gelu, normFirst: true)]
[LastStep]
[Dense(1)]
internal sealed partial class JenaTransformer
{
    public static Recipe Recipe { get; } = new(
        "jena-transformer", "Temperature in 24 hours: Dense(32), TransformerEncoder(4 heads, 2 layers, dropout 0.1), Dense(1)",
        JenaForecast.Open, seed => new JenaTransformer(seed))
    {
        Optimizer = OptimizerChoice.Adam,
        WarmupSteps = 500,
        Decays = true,
        GlobalClipNorm = 1,
    };
}
