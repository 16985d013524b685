using System.Globalization;
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

    /// <summary>Steps after which the states of samples that go on from each other begin at zero again; null means never.</summary>
    public int? ResetStatesEvery { get; init; }

    /// <summary>What moves the parameters.</summary>
    public OptimizerChoice Optimizer { get; init; } = OptimizerChoice.RmsProp;

    /// <summary>Largest norm of a gradient; null means any.</summary>
    public double? GlobalClipNorm { get; init; }

    /// <summary>λ of decoupled weight decay; null means the optimizer's own.</summary>
    public double? WeightDecay { get; init; }

    /// <summary>A recipe's own settings.</summary>
    public static TrainingSettings Of(Recipe recipe, int threads, long seed) => new(
        recipe.Epochs, recipe.StepsPerEpoch, recipe.BatchSize, recipe.LearningRate, threads, seed)
    {
        IsContiguous = recipe.IsContiguous,
        ResetStatesEvery = recipe.ResetStatesEvery,
        Decays = recipe.Decays,
        LowestRate = recipe.LowestRate,
        WarmupSteps = recipe.WarmupSteps,
        Optimizer = recipe.Optimizer,
        GlobalClipNorm = recipe.GlobalClipNorm,
    };

    /// <summary>The optimizer of a run on these samples.</summary>
    public Optimizer OptimizerOn(Dataset samples)
    {
        int warmup = WarmupStepsOn(samples);
        LearningRate rate = Decays
            ? new CosineDecay(LearningRate, (int)Math.Min(AllStepsOn(samples), int.MaxValue) - warmup, LowestRate)
            : LearningRate;
        return Optimizer.Create(warmup > 0 ? new Warmup(warmup, rate) : rate, WeightDecay);
    }

    /// <summary>The settings in a line, without the seed.</summary>
    public string Describe(Problem problem)
    {
        string epochs = Epochs == 1 ? "1 epoch" : $"{Epochs} epochs";
        string decay = Decays ? " decaying as a cosine" : "";
        if (Decays && LowestRate > 0) decay += string.Create(CultureInfo.InvariantCulture, $" to {LowestRate * LearningRate:G6}");
        if (WarmupStepsOn(problem.Training) is > 0 and var warmup) decay += $" after {warmup} steps of warm-up";
        if (WeightDecay is { } share) decay += string.Create(CultureInfo.InvariantCulture, $", weight decay {share}");
        string bounds = Bounds(GlobalClipNorm, ResetStatesEvery);
        return $"{epochs} x {StepsOn(problem.Training)} steps x {BatchSize} {problem.SamplesName}, "
            + string.Create(CultureInfo.InvariantCulture, $"{Optimizer.Name} {LearningRate}{decay}{bounds}, ")
            + problem.LossName;
    }

    /// <summary>What keeps gradients and states within bounds, to be put behind the learning rate.</summary>
    public static string Bounds(double? globalClipNorm, int? resetStatesEvery)
    {
        string clip = globalClipNorm is { } norm ? string.Create(CultureInfo.InvariantCulture, $", gradients clipped at {norm}") : "";
        return resetStatesEvery is { } every ? $"{clip}, states from zero every {every} steps" : clip;
    }

    /// <summary>Steps in which the learning rate rises: a short run has not only those.</summary>
    public int WarmupStepsOn(Dataset samples) => (int)Math.Min(WarmupSteps, AllStepsOn(samples) / 10);

    /// <summary>Steps of an epoch on these samples.</summary>
    public int StepsOn(Dataset samples) => StepsPerEpoch ?? (samples.Count - 1) / BatchSize + 1;

    private long AllStepsOn(Dataset samples) => (long)Epochs * StepsOn(samples);
}
