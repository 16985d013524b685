namespace SimdSeq.Cli;

/// <summary>What the Transformers on the Penn Treebank have in common: contiguous windows of 32 rows, each of which begins anew.</summary>
internal static class PtbRecipe
{
    private const int Rows = 32;

    /// <summary>A recipe.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is.</param>
    /// <param name="byCharacter">Whether the text is read by characters.</param>
    /// <param name="steps">Steps of a window.</param>
    /// <param name="create">Makes the model of a seed.</param>
    public static Recipe Create(
        string name, string description, bool byCharacter, int steps, Func<long, SequenceModel<float>> create) =>
        new(name, description, TreebankText.OpenPieces(byCharacter, Rows, steps), create)
        {
            StepsPerEpoch = null,
            BatchSize = Rows,
            IsContiguous = true,
            LearningRate = 0.001,
            WarmupSteps = 500,
            Decays = true,
            GlobalClipNorm = 1,
            Optimizer = OptimizerChoice.AdamW("*/bias", "*/gamma", "*/beta"),
            Vocabulary = request => TreebankText.Vocabulary(request, byCharacter),
        };
}
