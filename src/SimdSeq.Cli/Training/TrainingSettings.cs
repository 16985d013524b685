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
    /// <summary>Whether the learning rate goes down to nothing, as a cosine over all epochs.</summary>
    public bool Decays { get; init; }

    /// <summary>Whether samples go on from each other, so that their order and the size of a batch are fixed.</summary>
    public bool IsContiguous { get; init; }

    /// <summary>What moves the parameters.</summary>
    public OptimizerChoice Optimizer { get; init; } = OptimizerChoice.RmsProp;

    /// <summary>Largest norm of a gradient; null means any.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>The optimizer of a run on these samples.</summary>
    public Optimizer OptimizerOn(Dataset samples) => Optimizer.Create(
        Decays ? new CosineDecay(LearningRate, Epochs * StepsOn(samples)) : LearningRate);

    /// <summary>Steps of an epoch on these samples.</summary>
    public int StepsOn(Dataset samples) => StepsPerEpoch ?? (samples.Count - 1) / BatchSize + 1;
}
