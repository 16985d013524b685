namespace SimdSeq.Cli;

/// <summary>The network of Bai, Kolter and Koltun (2018) for copy memory with T = 1000: 8 levels of 10 features, kernel size 8.</summary>
[SequenceModel(steps: 1020, features: 1)]
[Tcn(10, kernelSize: 8, levels: 8, dropout: 0.05, norm: TcnNorm.WeightNorm, returnSequences: true)]
[Dense(10)]
internal sealed partial class CopyMemoryTcn
{
    public static Recipe Recipe { get; } = new(
        "copy-memory-tcn",
        "Ten symbols after 1000 blanks: Tcn(10, kernel size 8, 8 levels, dropout 0.05, weight norm), Dense(10)",
        CopyMemory.Open(1000),
        seed => new CopyMemoryTcn(seed))
    {
        Epochs = 50,
        StepsPerEpoch = null,
        BatchSize = 32,
        LearningRate = 5e-4,
        Optimizer = OptimizerChoice.SlowRmsProp,
        ClipNorm = 1,
    };
}
