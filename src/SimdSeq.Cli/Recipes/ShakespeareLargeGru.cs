namespace SimdSeq.Cli;

/// <summary>What twenty minutes of two cores are enough for: a wider GRU on longer blocks, with dropout lest it learns by heart.</summary>
[SequenceModel(steps: ShakespeareText.ManySteps, features: 1)]
[Embedding(65, 128)]
[Gru(512, returnSequences: true)]
[Dropout(0.4)]
[Dense(65)]
internal sealed partial class ShakespeareLargeGru
{
    public static Recipe Recipe { get; } = ShakespeareRecipe.Create(
        "shakespeare-large-gru", "Embedding(128), Gru(512), Dropout(0.4), Dense(65), blocks of 256",
        seed => new ShakespeareLargeGru(seed)) with
    {
        Open = ShakespeareText.Open(ShakespeareText.ManySteps),
        Epochs = 10,
        BatchSize = 32,
        LearningRate = 0.003,
        Optimizer = OptimizerChoice.AdamW("*/bias"),
    };
}
