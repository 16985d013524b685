namespace SimdSeq.Cli;

/// <summary>An optimizer that waits for its learning rate.</summary>
/// <param name="name">Its name.</param>
/// <param name="create">Makes it of a learning rate and a decoupled weight decay; null means the optimizer's own.</param>
internal sealed class OptimizerChoice(string name, Func<LearningRate, double?, Optimizer> create)
{
    /// <summary>Those that are chosen by name, with Keras's defaults.</summary>
    public static IReadOnlyList<OptimizerChoice> Named { get; } =
    [
        new("SGD", (rate, decay) => new Sgd(rate) { WeightDecay = decay ?? 0 }),
        new("RMSprop", (rate, decay) => new RmsProp(rate) { WeightDecay = decay ?? 0 }),
        new("Adam", (rate, decay) => new Adam(rate) { WeightDecay = decay ?? 0 }),
        new("AdamW", (rate, decay) => decay is { } own ? new AdamW(rate, own) : new AdamW(rate)),
        new("Nadam", (rate, decay) => new Nadam(rate) { WeightDecay = decay ?? 0 }),
        new("Adamax", (rate, decay) => new Adamax(rate) { WeightDecay = decay ?? 0 }),
        new("Adagrad", (rate, decay) => new Adagrad(rate) { WeightDecay = decay ?? 0 }),
        new("Adadelta", (rate, decay) => new Adadelta(rate) { WeightDecay = decay ?? 0 }),
        new("Lion", (rate, decay) => new Lion(rate) { WeightDecay = decay ?? 0 }),
    ];

    /// <summary>RMSprop with Keras's defaults.</summary>
    public static OptimizerChoice RmsProp { get; } = Find("RMSprop")!;

    /// <summary>RMSprop with PyTorch's defaults, where a mean of squares remembers ten times as long.</summary>
    public static OptimizerChoice SlowRmsProp { get; } = new(
        "RMSprop (rho 0.99)", (rate, decay) => new RmsProp(rate, rho: 0.99, epsilon: 1e-8) { WeightDecay = decay ?? 0 });

    /// <summary>Adam.</summary>
    public static OptimizerChoice Adam { get; } = Find("Adam")!;

    /// <summary>Adam whose mean of squares remembers twenty steps: large gradients of a beginning do not slow what comes after.</summary>
    public static OptimizerChoice QuickAdam { get; } = new(
        "Adam (beta2 0.95)", (rate, decay) => new Adam(rate, beta2: 0.95) { WeightDecay = decay ?? 0 });

    /// <summary>Gradient descent.</summary>
    public static OptimizerChoice Sgd { get; } = Find("SGD")!;

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>AdamW as nanoGPT has it, which remembers squares ten times shorter than usual; matrices alone decay.</summary>
    /// <param name="vectors">Names of the parameters that are none, <c>*</c> for any characters.</param>
    public static OptimizerChoice AdamW(params string[] vectors) => new(
        "AdamW (betas 0.9 and 0.99, matrices decay by 0.1)",
        (rate, decay) => new AdamW(rate, weightDecay: decay ?? 0.1, beta1: 0.9, beta2: 0.99, epsilon: 1e-8, exclude: vectors));

    /// <summary>AdamW with Keras's memory; all but the biases decays by 0.1.</summary>
    public static OptimizerChoice DecayingAdam { get; } = new(
        "AdamW (all but biases decays by 0.1)", (rate, decay) => new AdamW(rate, weightDecay: decay ?? 0.1, exclude: ["*/bias"]));

    /// <summary>The one with a name, in any case, or null.</summary>
    public static OptimizerChoice? Find(string name) =>
        Named.FirstOrDefault(choice => choice.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Makes it.</summary>
    /// <param name="rate">Its learning rate.</param>
    /// <param name="weightDecay">λ of decoupled weight decay; null means the optimizer's own.</param>
    public Optimizer Create(LearningRate rate, double? weightDecay = null) => create(rate, weightDecay);
}
