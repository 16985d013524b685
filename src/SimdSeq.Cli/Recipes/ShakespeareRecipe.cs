namespace SimdSeq.Cli;

/// <summary>What the models of tiny Shakespeare have in common: 2,000 iterations of nanoGPT's recipe, an epoch being 250 of them.</summary>
internal static class ShakespeareRecipe
{
    /// <summary>A recipe.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="model">The model in a few words.</param>
    /// <param name="create">Makes it of a seed.</param>
    public static Recipe Create(string name, string model, Func<long, SequenceModel<float>> create) =>
        new(name, $"Tiny Shakespeare by characters: {model}", ShakespeareText.Open(ShakespeareText.Steps), create)
        {
            Epochs = 8,
            StepsPerEpoch = 250,
            BatchSize = 12,
            LearningRate = 0.001,
            WarmupSteps = 100,
            Decays = true,
            LowestRate = 0.1,
            GlobalClipNorm = 1,
            Vocabulary = ShakespeareText.Vocabulary,
        };
}
