using SimdSeq.Kernels;

namespace SimdSeq.Data;

/// <summary>Checks of the arguments of <see cref="Dataset{T}.Fill"/>.</summary>
internal static class TileArguments
{
    /// <summary>Throws unless the samples exist and fit a tile, and the destinations hold one.</summary>
    public static void Check<T>(Dataset<T> dataset, ReadOnlySpan<int> samples, int inputs, int targets) where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        if (samples.Length > lanes)
            throw new ArgumentException($"Expected at most {lanes} samples, one a lane; got {samples.Length}.", nameof(samples));
        foreach (int sample in samples)
        {
            if ((uint)sample >= (uint)dataset.Count)
                throw new ArgumentOutOfRangeException(nameof(samples), $"Expected samples within 0..{dataset.Count - 1}, got {sample}.");
        }

        long wanted = ((long)dataset.Steps * dataset.Features + dataset.InitialStates) * lanes;
        if (inputs < wanted)
            throw new ArgumentException(
                $"Expected room for {dataset.Steps} steps x {dataset.Features} features x {lanes} lanes = {wanted} values, got {inputs}.",
                nameof(inputs));
        if (targets != 0 && targets < dataset.Targets * lanes)
            throw new ArgumentException(
                $"Expected no room or room for {dataset.Targets} targets x {lanes} lanes = {dataset.Targets * lanes} values, got "
                + $"{targets}.",
                nameof(targets));
    }
}
