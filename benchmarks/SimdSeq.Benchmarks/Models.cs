using SimdSeq.Data;

namespace SimdSeq.Benchmarks;

// The models of the reports. Another row is a class here and a line in ModelReport.

[SequenceModel(steps: 120, features: 14)]
[Gru(32)]
[Dense(1)]
internal sealed partial class Gru32;

[SequenceModel(steps: 120, features: 14)]
[Gru(32, recurrentDropout: 0.5)]
[Dense(1)]
internal sealed partial class Gru32Dropping;

[SequenceModel(steps: 120, features: 14)]
[Lstm(32)]
[Dense(1)]
internal sealed partial class Lstm32;

[SequenceModel(steps: 120, features: 14)]
[Lstm(32)]
internal sealed partial class Lstm32Alone;

[SequenceModel(steps: 120, features: 14)]
[Bidirectional]
[Gru(32)]
[Dense(1)]
internal sealed partial class BidirectionalGru32;

[SequenceModel(steps: 120, features: 14)]
[Gru(32, returnSequences: true)]
[Gru(64)]
[Dense(1)]
internal sealed partial class StackedGru;

[SequenceModel(steps: 500, features: 1)]
[Embedding(10_000, 32)]
[Lstm(32)]
[Dense(1, Activation.Sigmoid)]
internal sealed partial class EmbeddedLstm32;

[SequenceModel(steps: 128, features: 256)]
[Lstm(256)]
[Dense(1)]
internal sealed partial class Lstm256;

[SequenceModel(steps: 128, features: 128)]
[TransformerEncoder(4, 512, layers: 2)]
internal sealed partial class Encoder128;

/// <summary>A model with random samples to train on.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Model">The model.</param>
/// <param name="Batch">Samples of a batch.</param>
/// <param name="Ids">Above 0: inputs are ids below it.</param>
internal sealed record ModelRow(string Name, SequenceModel<float> Model, int Batch = 128, int Ids = 0)
{
    public float[] Inputs { get; } = [.. Values(Batch * Model.Steps * Model.Features, Ids)];

    public ArrayDataset<float> Data =>
        field ??= new(Inputs, [.. Values(Batch * Model.Outputs, 2)], Model.Steps, Model.Features, Model.Outputs);

    /// <summary>Floating-point operations of matrix products in a training step.</summary>
    public double Flops => Batch * Model.LayerInfos.Sum(layer => (double)layer.ForwardFlops + layer.BackwardFlops);

    /// <summary>Random inputs from -1 to 1, or random ids.</summary>
    public static IEnumerable<float> Values(int count, int ids)
    {
        var random = new Random(1);
        for (int i = 0; i < count; i++) yield return ids > 0 ? random.Next(ids) : (float)(2 * random.NextDouble() - 1);
    }
}
