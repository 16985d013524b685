namespace SimdSeq.Cli;

/// <summary>The adding problem of 600 steps by levels of attention: a mark is what a step is looked at for.</summary>
[SequenceModel(steps: 600, features: 2)]
[Dense(32)]
[HierarchicalAttentionEncoder(heads: 4, window: 8, feedForward: 64)]
[LastStep]
[Dense(1)]
internal sealed partial class AddingAttention
{
    public static Recipe Recipe { get; } = new(
        "adding-attention",
        "Adding problem, T = 600: HierarchicalAttentionEncoder of four heads and windows of eight, 32 features",
        AddingSums.Open(600),
        seed => new AddingAttention(seed))
    {
        Epochs = 10,
        StepsPerEpoch = null,
        BatchSize = 32,
        LearningRate = 0.002,
        Optimizer = OptimizerChoice.QuickAdam,
        WarmupSteps = 200,
        Decays = true,
        GlobalClipNorm = 1,
    };
}
