namespace SimdSeq.Cli;

/// <summary>
/// Copy memory by levels of attention to a few steps, each so many times as far apart as those of the level below: what is to be answered
/// comes over thousands of steps in as many moves as there are levels.
/// </summary>
internal static class CopyMemoryAttention
{
    /// <summary>T = 2,000 and 10,000, and an LSTM beside the last; that for 2,000 is a row of the TCN paper.</summary>
    public static IReadOnlyList<Recipe> Recipes { get; } =
    [
        Create("copy-memory-attention", 2000, "four levels of eight heads, 32 features", seed => new Copy2000Attention(seed)),
        Create("copy-memory-10000-attention", 10_000, "three levels of 22 heads, 44 features", seed => new Copy10000Attention(seed)),
        Create("copy-memory-10000-lstm", 10_000, "", seed => new Copy10000Lstm(seed)) with
        {
            Description = "Copy memory, T = 10,000: LSTM(50)",
            LearningRate = 5e-4,
            Optimizer = OptimizerChoice.SlowRmsProp,
            WarmupSteps = 0,
            Decays = false,
            GlobalClipNorm = 1,
        },
    ];

    private static Recipe Create(string name, int blanks, string size, Func<long, SequenceModel<float>> create) => new(
        name, $"Copy memory, T = {blanks:N0}: HierarchicalAttentionEncoder, {size}", CopyMemory.Open(blanks), create)
    {
        Epochs = 6,
        StepsPerEpoch = 200,
        BatchSize = 16,
        LearningRate = 0.004,
        Optimizer = OptimizerChoice.QuickAdam,
        WarmupSteps = 50,
        Decays = true,
        GlobalClipNorm = 0.1,
    };
}

/// <summary>T = 2,000: 4,096 steps are seen.</summary>
[SequenceModel(steps: 2020, features: 1)]
[Embedding(10, 32)]
[LayerNormalization]
[HierarchicalAttentionEncoder(heads: 8, window: 8, focus: 8)]
[Dense(10)]
internal sealed partial class Copy2000Attention;

/// <summary>T = 10,000: 10,648 steps are seen.</summary>
[SequenceModel(steps: 10_020, features: 1)]
[Embedding(10, 44)]
[LayerNormalization]
[HierarchicalAttentionEncoder(heads: 22, window: 22, focus: 8)]
[Dense(10)]
internal sealed partial class Copy10000Attention;

/// <summary>The TCN paper's LSTM for fewer steps.</summary>
[SequenceModel(steps: 10_020, features: 1)]
[Lstm(50, returnSequences: true)]
[Dense(10)]
internal sealed partial class Copy10000Lstm;
