namespace SimdSeq.Cli;

/// <summary>
/// A temporal convolutional network (Bai, Kolter and Koltun 2018) with about as many parameters as
/// <see cref="ShakespeareTransformer"/>, on the same blocks; an answer sees 61 characters.
/// </summary>
[SequenceModel(steps: ShakespeareText.Steps, features: 1)]
[Embedding(65, 64)]
[Tcn(184, kernelSize: 3, levels: 4, norm: TcnNorm.WeightNorm, returnSequences: true)]
[Dense(65)]
internal sealed partial class ShakespeareTcn
{
    public static Recipe Recipe { get; } = ShakespeareRecipe.Create(
        "shakespeare-tcn", "Embedding(64), Tcn(184, kernel size 3, 4 levels, weight norm), Dense(65)",
        seed => new ShakespeareTcn(seed)) with
    {
        LearningRate = 0.002,
        Optimizer = OptimizerChoice.AdamW("*/bias"),
    };
}
