using SimdSeq.Data;

namespace SimdSeq.Cli;

/// <summary>How to train: the recipe's settings, with those of the command line over them.</summary>
/// <param name="Epochs">Epochs.</param>
/// <param name="StepsPerEpoch">Steps of an epoch; null means as many as go once through the samples.</param>
/// <param name="BatchSize">Samples of a step.</param>
/// <param name="LearningRate">Of the optimizer.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Seed">Of first parameters, of the order of samples and of dropout.</param>
internal sealed record TrainingSettings(int Epochs, int? StepsPerEpoch, int BatchSize, double LearningRate, int Threads, long Seed)
{
    /// <summary>Whether the learning rate goes down as a cosine over all epochs, to <see cref="LowestRate"/>.</summary>
    public bool Decays { get; init; }

    /// <summary>The last learning rate as a share of the first, where it decays.</summary>
    public double LowestRate { get; init; }

    /// <summary>Steps in which the learning rate rises in a line from 0; at most a tenth of all steps.</summary>
    public int WarmupSteps { get; init; }

    /// <summary>Whether samples go on from each other, so that their order and the size of a batch are fixed.</summary>
    public bool IsContiguous { get; init; }

    /// <summary>What moves the parameters.</summary>
    public OptimizerChoice Optimizer { get; init; } = OptimizerChoice.RmsProp;

    /// <summary>Largest norm of a gradient; null means any.</summary>
    public double? GlobalClipNorm { get; init; }

    /// <summary>The optimizer of a run on these samples.</summary>
    public Optimizer OptimizerOn(Dataset samples)
    {
        int warmup = WarmupStepsOn(samples);
        LearningRate rate = Decays
            ? new CosineDecay(LearningRate, (int)Math.Min(AllStepsOn(samples), int.MaxValue) - warmup, LowestRate)
            : LearningRate;
        return Optimizer.Create(warmup > 0 ? new Warmup(warmup, rate) : rate);
    }

    /// <summary>Steps in which the learning rate rises: a short run has not only those.</summary>
    public int WarmupStepsOn(Dataset samples) => (int)Math.Min(WarmupSteps, AllStepsOn(samples) / 10);

    /// <summary>Steps of an epoch on these samples.</summary>
    public int StepsOn(Dataset samples) => StepsPerEpoch ?? (samples.Count - 1) / BatchSize + 1;

    private long AllStepsOn(Dataset samples) => (long)Epochs * StepsOn(samples);
}
