namespace SimdSeq.Cli;

/// <summary>A GRU with about as many parameters as <see cref="ShakespeareTransformer"/>, on the same blocks.</summary>
[SequenceModel(steps: ShakespeareText.Steps, features: 1)]
[Embedding(65, 64)]
[Gru(480, returnSequences: true)]
[Dense(65)]
internal sealed partial class ShakespeareGru
{
    public static Recipe Recipe { get; } = ShakespeareRecipe.Create(
        "shakespeare-gru", "Embedding(64), Gru(480), Dense(65)", seed => new ShakespeareGru(seed)) with
    {
        LearningRate = 0.002,
        Optimizer = OptimizerChoice.AdamW("*/bias"),
    };
}
