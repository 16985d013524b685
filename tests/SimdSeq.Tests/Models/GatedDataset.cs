using SimdSeq.Data;

namespace SimdSeq.Tests.Models;

/// <summary>A data set that does something of a test's when it is asked for samples.</summary>
internal sealed class GatedDataset(Dataset<float> inner, Action asked) : Dataset<float>
{
    public override int Count => inner.Count;

    public override int Steps => inner.Steps;

    public override int Features => inner.Features;

    public override int Targets => inner.Targets;

    public override void Fill(ReadOnlySpan<int> samples, Span<float> inputs, Span<float> targets)
    {
        asked();
        inner.Fill(samples, inputs, targets);
    }
}
