using SimdSeq.Data;

namespace SimdSeq.Tests.Training;

/// <summary>A data set that notes which samples it was asked for, and can be made to fail at one of them.</summary>
internal sealed class RecordingDataset(Dataset<float> inner) : Dataset<float>
{
    private readonly Lock _lock = new();

    public List<int> Asked { get; } = [];

    public int FailAt { get; set; } = -1;

    public override int Count => inner.Count;

    public override int Steps => inner.Steps;

    public override int Features => inner.Features;

    public override int Targets => inner.Targets;

    public override void Fill(ReadOnlySpan<int> samples, Span<float> inputs, Span<float> targets)
    {
        if (samples.Contains(FailAt)) throw new InvalidDataException($"sample {FailAt} cannot be read");
        lock (_lock) Asked.AddRange(samples);
        inner.Fill(samples, inputs, targets);
    }
}
