namespace SimdSeq.Cli;

/// <summary>What the recipes for translation have in common: whole passes over the pairs, 128 at a time.</summary>
internal static class TranslationRecipe
{
    /// <summary>A recipe.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is.</param>
    /// <param name="create">Makes the model of a seed.</param>
    public static Recipe Create(string name, string description, Func<long, SequenceModel<float>> create) =>
        new(name, description, TranslationText.Open, create)
        {
            StepsPerEpoch = null,
            BatchSize = 128,
            Optimizer = OptimizerChoice.Adam,
            Decays = true,
            GlobalClipNorm = 1,
            Translation = TranslationText.Read,
        };
}
