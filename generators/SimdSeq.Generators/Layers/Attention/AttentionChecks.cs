using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>What every layer that attends asks of its options.</summary>
internal static class AttentionChecks
{
    /// <summary>A number of steps, or 0 for all.</summary>
    public static void RequireWindow(LayerDeclaration options, LayerProblems problems)
    {
        if (options.Int("window") < 0)
        {
            problems.Add(Ids.ArgumentOutOfRange, "window", Invariant($"window must be at least 0; got {options.Int("window")}"),
                "0 sees all steps, 1 a step itself, n those less than n away.");
        }
    }

    /// <summary>Heads that have as many features each.</summary>
    public static void RequireHeads(LayerDeclaration options, int features, LayerProblems problems)
    {
        int heads = options.Int("heads");
        if (features % heads != 0)
        {
            problems.Add(Ids.WrongCombination, "heads", Invariant($"heads must divide the features: {heads} heads cannot share {features}"),
                Invariant($"Use heads that divide {features}, or put a Dense of another width before it."));
        }
    }

    /// <summary>Pairs of features, where positions turn them.</summary>
    public static void RequirePairs(AttentionPositionsName positions, int keyDim, LayerProblems problems)
    {
        if (positions == AttentionPositionsName.Rotary && keyDim % 2 != 0)
        {
            problems.Add(Ids.WrongCombination, "positions",
                Invariant($"positions: AttentionPositions.Rotary turns features in pairs, and a head has {keyDim}"),
                "Give heads an even number of features.");
        }
    }
}
