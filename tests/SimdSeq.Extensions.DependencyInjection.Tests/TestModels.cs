namespace SimdSeq.Extensions.Tests;

[SequenceModel(steps: 12, features: 3)]
[Gru(8)]
[Dense(2)]
public sealed partial class Forecaster;

[SequenceModel(steps: 12, features: 3, precision: Precision.Double)]
[Gru(8)]
[Dense(2)]
public sealed partial class ForecasterInDouble;

/// <summary>Takes ids up to 99, and samples of different lengths.</summary>
[SequenceModel(steps: 9, features: 1, variableLength: true)]
[Embedding(100, 4)]
[Bidirectional]
[Gru(5)]
[Dense(1)]
public sealed partial class Reader;

[SequenceModel(steps: 2, features: 1)]
[Gru(3, stateful: true)]
[Dense(1)]
public sealed partial class GoingOn;

internal static class Drawn
{
    public static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
    }
}
