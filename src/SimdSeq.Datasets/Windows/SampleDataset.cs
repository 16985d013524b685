using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq.Datasets;

/// <summary>Samples that are written one at a time, each into its lane, when they are asked for.</summary>
/// <param name="count">Number of samples.</param>
/// <param name="steps">Time steps of a sample.</param>
/// <param name="features">Features of a step.</param>
/// <param name="targets">Target values of a sample.</param>
public abstract class SampleDataset(int count, int steps, int features, int targets) : Dataset<float>
{
    /// <inheritdoc/>
    public sealed override int Count => count;

    /// <inheritdoc/>
    public sealed override int Steps => steps;

    /// <inheritdoc/>
    public sealed override int Features => features;

    /// <inheritdoc/>
    public sealed override int Targets => targets;

    /// <inheritdoc/>
    public sealed override void Fill(ReadOnlySpan<int> samples, Span<float> inputs, Span<float> targets)
    {
        int lanes = Tile<float>.Lanes;
        if (samples.Length > lanes)
            throw new ArgumentException($"Expected at most {lanes} samples, one a lane; got {samples.Length}.", nameof(samples));
        inputs = Room(inputs, Steps * Features, nameof(inputs));
        if (!targets.IsEmpty) targets = Room(targets, Targets, nameof(targets));
        inputs.Clear();
        targets.Clear();
        for (int lane = 0; lane < samples.Length; lane++)
        {
            int sample = Existing(samples[lane]);
            WriteInputs(sample, new LaneWriter(inputs, lane));
            if (!targets.IsEmpty) WriteTargets(sample, new LaneWriter(targets, lane));
        }
    }

    /// <summary>Writes <c>[step][feature]</c> of a sample; what is not written stays zero.</summary>
    /// <param name="sample">Its number, which exists.</param>
    /// <param name="lane">Where to.</param>
    protected abstract void WriteInputs(int sample, LaneWriter lane);

    /// <summary>Writes the targets of a sample; what is not written stays zero.</summary>
    /// <param name="sample">Its number, which exists.</param>
    /// <param name="lane">Where to.</param>
    protected abstract void WriteTargets(int sample, LaneWriter lane);

    /// <summary>A number that is that of a sample, or an error.</summary>
    protected int Existing(int sample) => (uint)sample < (uint)count
        ? sample
        : throw new ArgumentOutOfRangeException(nameof(sample), $"Expected a sample within 0..{count - 1}, got {sample}.");

    private static Span<float> Room(Span<float> values, int width, string name)
    {
        int wanted = width * Tile<float>.Lanes;
        return values.Length >= wanted
            ? values[..wanted]
            : throw new ArgumentException($"Expected room for {width} x {Tile<float>.Lanes} lanes = {wanted} values, got {values.Length}.",
                name);
    }
}
