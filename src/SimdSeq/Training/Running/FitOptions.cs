using SimdSeq.Data;

namespace SimdSeq;

/// <summary>How to train. Names and defaults are Keras's.</summary>
public sealed record FitOptions
{
    /// <summary>Number of epochs.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>
    /// Batches of an epoch; null means as many as go once through the data. When given, the order of samples goes on across epochs.
    /// </summary>
    public int? StepsPerEpoch { get; init; }

    /// <summary>
    /// Samples of a batch; all, where there are not more. With <see cref="StepsPerEpoch"/> a batch may hold samples twice. Memory does not
    /// grow with it, since a thread works on a tile of samples at a time: what elsewhere is accumulated over small batches is a large one
    /// here.
    /// </summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Whether samples come in random order.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>
    /// Steps after which all samples of a stateful model begin at zero again, the first step among them; null: training goes on from where
    /// the model is, and from step to step. A model that is to begin at zero anywhere (a measurement does) must have begun there in
    /// training more than once, or nothing keeps it from a state that zero leads to and training has left behind.
    /// </summary>
    public int? ResetStatesEvery { get; init; }

    /// <summary>Seed of the order and of dropout.</summary>
    public long Seed { get; init; }

    /// <summary>
    /// Data to measure on after every epoch, of the model's precision. A stateful model takes them in batches of <see cref="BatchSize"/>
    /// that begin at zero, and training goes on from its own states.
    /// </summary>
    public Dataset? Validation { get; init; }

    /// <summary>What to make small; for a model of several outputs, of each.</summary>
    public Loss Loss { get; init; } = Loss.MeanSquaredError;

    /// <summary>
    /// The loss of each output, where they are not the same; null: <see cref="Loss"/>. What is made small is their weighted sum.
    /// </summary>
    public IReadOnlyList<Loss>? Losses { get; init; }

    /// <summary>The factor of the loss of each output, at least 0; null: 1.</summary>
    public IReadOnlyList<double>? LossWeights { get; init; }

    /// <summary>
    /// What is measured beside the loss, in training and on <see cref="Validation"/>; of a model of several outputs, of each that it fits.
    /// <see cref="History"/> has the figures by name.
    /// </summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>One loss for all outputs, or one for each.</summary>
    internal IReadOnlyList<Loss> AllLosses => Losses ?? [Loss];

    /// <summary>
    /// The factor of the loss of a sample (of a step, where answers are sequences) by its class; null: 1. With binary targets, one for
    /// class 0 and one for class 1, for each value. Training alone counts them, times the sample's own weight.
    /// </summary>
    public IReadOnlyList<double>? ClassWeights { get; init; }

    /// <summary>
    /// How parameters move. It holds settings alone: what an optimizer remembers (means, momentum) begins anew with every run.
    /// </summary>
    public Optimizer Optimizer { get; init; } = new RmsProp();

    /// <summary>
    /// Largest norm of a batch's whole gradient, over all parameters together, Keras's <c>global_clipnorm</c>: a longer one is scaled down
    /// to it (Pascanu, Mikolov and Bengio 2013). Null: any. One of the three ways to clip at a time.
    /// </summary>
    public double? GlobalClipNorm { get; init; }

    /// <summary>
    /// Largest norm of the gradient of each parameter by itself (a kernel, a bias), Keras's <c>clipnorm</c>: a longer one is scaled down to
    /// it. Null: any.
    /// </summary>
    public double? ClipNorm { get; init; }

    /// <summary>
    /// Largest size of each value of a batch's gradient, Keras's <c>clipvalue</c>: a larger one becomes it. Null: any.
    /// </summary>
    public double? ClipValue { get; init; }

    /// <summary>
    /// Names of parameters that stay as they are, to the bit, <c>*</c> for any characters: <c>["embedding/*"]</c>. They are neither in the
    /// norm of the gradient nor in penalties or weight decay. The running statistics of a layer move all the same.
    /// </summary>
    public IReadOnlyList<string> Frozen { get; init; } = [];

    /// <summary>Penalties on large weights, part of the training loss; their gradient is clipped with the rest.</summary>
    public IReadOnlyList<L2> L2 { get; init; } = [];

    /// <summary>
    /// What looks on after every epoch and may stop training, in this order. One object serves one run at a time, as one file does.
    /// </summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>
    /// Threads; they change the time, never a bit of the result. Each takes tiles of 16 samples; where a batch has fewer tiles, the others
    /// take a part in the products of large layers.
    /// </summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Number of partial gradients that are summed by a fixed tree. It decides the rounding, and how many threads can be busy.
    /// </summary>
    public int GradientSlots { get; init; } = 16;

    /// <summary>Whether a step goes over all rows of a looked-up table, also where it could leave some out: to compare the two.</summary>
    internal bool UpdatesAllRows { get; init; }

    /// <summary>Called after every step.</summary>
    public Action<StepProgress>? OnStep { get; init; }

    /// <summary>Called after every epoch, with its figures.</summary>
    public Action<EpochSummary>? OnEpoch { get; init; }

    /// <summary>More threads than any machine has processors for; each takes memory.</summary>
    internal const int MostThreads = 4096;

    /// <summary>Where a batch may be larger than the data: this size is no mistake yet, and its numbers fit any memory.</summary>
    internal const int MostSamplesOfBatch = 1 << 24;

    internal static int CheckedThreads(int? threads, string name) => threads switch
    {
        null => Environment.ProcessorCount,
        >= 1 and <= MostThreads => threads.Value,
        _ => throw new ArgumentOutOfRangeException(
            name, FormattableString.Invariant($"{name} must be from 1 to {MostThreads}; got {threads}.")),
    };

    internal void Check()
    {
        Require(Epochs >= 1, nameof(Epochs), "at least 1", Epochs);
        Require(StepsPerEpoch is null or >= 1, nameof(StepsPerEpoch), "at least 1, or null", StepsPerEpoch);
        Require(BatchSize >= 1, nameof(BatchSize), "at least 1", BatchSize);
        Require(ResetStatesEvery is null or >= 1, nameof(ResetStatesEvery), "at least 1, or null", ResetStatesEvery);
        Require(GlobalClipNorm is null or > 0, nameof(GlobalClipNorm), "above 0, or null", GlobalClipNorm);
        Require(ClipNorm is null or > 0, nameof(ClipNorm), "above 0, or null", ClipNorm);
        Require(ClipValue is null or > 0, nameof(ClipValue), "above 0, or null", ClipValue);
        Require(GlobalClipNorm is null || ClipNorm is null, nameof(ClipNorm), $"null when {nameof(GlobalClipNorm)} is set: choose one",
            ClipNorm);
        Require((GlobalClipNorm ?? ClipNorm) is null || ClipValue is null, nameof(ClipValue),
            $"null when {(GlobalClipNorm is null ? nameof(ClipNorm) : nameof(GlobalClipNorm))} is set: choose one", ClipValue);
        Require(Frozen is not null, nameof(Frozen), "a list", "null");
        Require(Threads >= 1, nameof(Threads), "at least 1", Threads);
        Require(Threads <= MostThreads, nameof(Threads), FormattableString.Invariant($"at most {MostThreads}"), Threads);
        Require(GradientSlots >= 1, nameof(GradientSlots), "at least 1", GradientSlots);
        Require(Loss is not null, nameof(Loss), "a loss", "null");
        foreach (var loss in Losses ?? []) Require(loss is not null, nameof(Losses), "losses, each", "null");
        Require(Losses is null || ReferenceEquals(Loss, Loss.MeanSquaredError), nameof(Losses),
            $"null when {nameof(Loss)} is set: choose one", Losses?.Count);
        CheckWeights(LossWeights, nameof(LossWeights));
        Require(Optimizer is not null, nameof(Optimizer), "an optimizer", "null");
        Require(L2 is not null, nameof(L2), "a list", "null");
        Require(Metrics is not null, nameof(Metrics), "a list", "null");
        Require(Callbacks is not null, nameof(Callbacks), "a list", "null");
        CheckWeights(ClassWeights, nameof(ClassWeights));
        foreach (var penalty in L2!) CheckPenalty(penalty);
        foreach (var callback in Callbacks!)
        {
            Require(callback is not null, nameof(Callbacks), "callbacks, each", "null");
            callback!.Check(this);
        }

        CallbackUse.Check(Callbacks);
    }

    private static void CheckWeights(IReadOnlyList<double>? weights, string option)
    {
        if (weights is null) return;
        foreach (double weight in weights)
            Require(weight is >= 0 and < double.PositiveInfinity, option, "at least 0 and finite, each", weight);
        Require(weights.Count == 0 || weights.Any(weight => weight > 0), option, "above 0 for one at least", "0 for all");
    }

    private static void CheckPenalty(L2 penalty)
    {
        Require(penalty is not null, nameof(L2), "penalties, each", "null");
        Require(!string.IsNullOrEmpty(penalty!.Pattern), $"{nameof(L2)}.{nameof(penalty.Pattern)}",
            "the name of a parameter, or a pattern like */kernel", "nothing");
        Require(penalty.Strength is >= 0 and < double.PositiveInfinity, $"{nameof(L2)}.{nameof(penalty.Strength)}", "at least 0 and finite",
            penalty.Strength);
    }

    private static void Require(bool holds, string option, string expected, object? got)
    {
        if (!holds) throw new ArgumentOutOfRangeException(option,
            FormattableString.Invariant($"{nameof(FitOptions)}.{option} must be {expected}; got {got}."));
    }
}

/// <summary>Where training is.</summary>
/// <param name="Epoch">Epoch, from 1.</param>
/// <param name="Epochs">Number of epochs.</param>
/// <param name="Step">Step of the epoch, from 1.</param>
/// <param name="Steps">Steps of the epoch.</param>
/// <param name="Loss">Mean loss of the epoch so far.</param>
public readonly record struct StepProgress(int Epoch, int Epochs, int Step, int Steps, double Loss)
{
    /// <summary>Mean loss of the step's batch alone, before the step, with penalties.</summary>
    public double BatchLoss { get; init; }
}
