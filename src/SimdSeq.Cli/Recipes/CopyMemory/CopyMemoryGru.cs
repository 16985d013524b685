namespace SimdSeq.Cli;

/// <summary>A GRU on copy memory with T = 1000, with about as many parameters as <see cref="CopyMemoryTcn"/>.</summary>
[SequenceModel(steps: 1020, features: 1)]
[Gru(63, returnSequences: true)]
[Dense(10)]
internal sealed partial class CopyMemoryGru
{
    public static Recipe Recipe { get; } = new(
        "copy-memory-gru", "The same: Gru(63), Dense(10)", CopyMemory.Open(1000), seed => new CopyMemoryGru(seed))
    {
        Epochs = 50,
        StepsPerEpoch = null,
        BatchSize = 32,
        LearningRate = 5e-4,
        Optimizer = OptimizerChoice.SlowRmsProp,
        ClipNorm = 1,
    };
}
