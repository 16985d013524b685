using System.Numerics;

namespace SimdSeq;

/// <summary>The error of a target that a loss can make nothing of, with its place.</summary>
internal static class WrongTarget
{
    /// <summary>A target out of range.</summary>
    /// <param name="tile">Where it is.</param>
    /// <param name="step">Its step.</param>
    /// <param name="index">Its number among the targets of its step; -1 when a step has one.</param>
    /// <param name="lane">Its lane.</param>
    /// <param name="target">What it is.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="range">What that loss takes.</param>
    public static ArgumentException Of<T>(in LossTile<T> tile, int step, int index, int lane, T target, string loss, string range)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(
            (index < 0 || tile.Features == 1 ? "The target" : FormattableString.Invariant($"Target {index}"))
            + FormattableString.Invariant($" of {Place(tile, step, lane)} is {target}; {loss} takes {range}."));

    /// <summary>Targets of one step that are no distribution.</summary>
    public static ArgumentException OfSum<T>(in LossTile<T> tile, int step, int lane, double sum, string loss) where T : unmanaged => new(
        FormattableString.Invariant($"The targets of {Place(tile, step, lane)} sum to {sum:G5}; ")
        + $"{loss} takes a probability for each class, their sum 1. "
        + "For several classes at once take binary_crossentropy; to leave a sample out, mask its steps or give it weight 0.");

    private static string Place<T>(in LossTile<T> tile, int step, int lane) where T : unmanaged =>
        tile.Steps == 1 ? $"sample {tile.NumberOf(lane)}" : $"step {step} of sample {tile.NumberOf(lane)}";
}
