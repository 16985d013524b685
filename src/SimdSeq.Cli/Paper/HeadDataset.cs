using SimdSeq.Data;

namespace SimdSeq.Cli;

/// <summary>The first samples of a data set.</summary>
internal sealed class HeadDataset : Dataset<float>
{
    private readonly Dataset<float> _all;

    private HeadDataset(Dataset<float> all, int count)
    {
        _all = all;
        Count = count;
    }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override int Steps => _all.Steps;

    /// <inheritdoc/>
    public override int Features => _all.Features;

    /// <inheritdoc/>
    public override int Targets => _all.Targets;

    /// <inheritdoc/>
    public override bool HasLengths => _all.HasLengths;

    /// <summary>A share of them, in whole batches, and at least one batch.</summary>
    public static Dataset<float> Of(Dataset<float> all, double share, int batch)
    {
        int batches = Math.Max(1, (int)(share * all.Count / batch));
        return share >= 1 || batches * batch >= all.Count ? all : new HeadDataset(all, batches * batch);
    }

    /// <inheritdoc/>
    public override int LengthOf(int sample) => _all.LengthOf(Existing(sample));

    /// <inheritdoc/>
    public override void Fill(ReadOnlySpan<int> samples, Span<float> inputs, Span<float> targets)
    {
        foreach (int sample in samples) Existing(sample);
        _all.Fill(samples, inputs, targets);
    }

    private int Existing(int sample) => (uint)sample < (uint)Count
        ? sample
        : throw new ArgumentOutOfRangeException(nameof(sample), $"Expected a sample within 0..{Count - 1}, got {sample}.");
}
