using SimdSeq.Kernels;

namespace SimdSeq.Data;

/// <summary>Checks of the arguments of <see cref="Dataset{T}.Fill"/>.</summary>
internal static class TileArguments
{
    /// <summary>Throws unless the samples exist and fit a tile, and the destinations hold one.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="samples">Sample numbers.</param>
    /// <param name="own">Memory for a copy of them, a number a lane.</param>
    /// <param name="inputs">Values that there is room for.</param>
    /// <param name="targets">The same of the targets.</param>
    /// <returns>The numbers that were checked: the caller's memory may change meanwhile, or be part of what is filled.</returns>
    public static ReadOnlySpan<int> Check<T>(Dataset<T> dataset, ReadOnlySpan<int> samples, Span<int> own, int inputs, int targets)
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        if (samples.Length > lanes)
            throw new ArgumentException($"Expected at most {lanes} samples, one a lane; got {samples.Length}.", nameof(samples));
        own = own[..samples.Length];
        samples.CopyTo(own);
        foreach (int sample in own)
        {
            if ((uint)sample >= (uint)dataset.Count)
                throw new ArgumentOutOfRangeException(nameof(samples), $"Expected samples within 0..{dataset.Count - 1}, got {sample}.");
        }

        long wanted = ((long)dataset.Steps * dataset.Features + dataset.MoreInputValues + dataset.InitialStates) * lanes;
        if (inputs < wanted)
            throw new ArgumentException(
                $"Expected room for {dataset.Steps} steps x {dataset.Features} features x {lanes} lanes = {wanted} values, got {inputs}.",
                nameof(inputs));
        if (targets != 0 && targets < dataset.Targets * lanes)
            throw new ArgumentException(
                $"Expected no room or room for {dataset.Targets} targets x {lanes} lanes = {dataset.Targets * lanes} values, got "
                + $"{targets}.",
                nameof(targets));
        return own;
    }
}
