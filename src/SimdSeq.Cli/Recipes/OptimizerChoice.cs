namespace SimdSeq.Cli;

/// <summary>An optimizer that waits for its learning rate.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Create">Makes it of a learning rate.</param>
internal sealed record OptimizerChoice(string Name, Func<LearningRate, Optimizer> Create)
{
    /// <summary>RMSprop with Keras's defaults.</summary>
    public static OptimizerChoice RmsProp { get; } = new("RMSprop", rate => new RmsProp(rate));

    /// <summary>RMSprop with PyTorch's defaults, where a mean of squares remembers ten times as long.</summary>
    public static OptimizerChoice SlowRmsProp { get; } = new("RMSprop (rho 0.99)", rate => new RmsProp(rate, rho: 0.99, epsilon: 1e-8));

    /// <summary>Adam.</summary>
    public static OptimizerChoice Adam { get; } = new("Adam", rate => new Adam(rate));

    /// <summary>AdamW as nanoGPT has it, which remembers squares ten times shorter than usual; matrices alone decay.</summary>
    /// <param name="vectors">Names of the parameters that are none, <c>*</c> for any characters.</param>
    public static OptimizerChoice AdamW(params string[] vectors) => new(
        "AdamW (betas 0.9 and 0.99, matrices decay by 0.1)",
        rate => new AdamW(rate, weightDecay: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 1e-8, exclude: vectors));

    /// <summary>AdamW with Keras's memory; all but the biases decays by 0.1.</summary>
    public static OptimizerChoice DecayingAdam { get; } = new(
        "AdamW (all but biases decays by 0.1)", rate => new AdamW(rate, weightDecay: 0.1, exclude: ["*/bias"]));

    /// <summary>Gradient descent.</summary>
    public static OptimizerChoice Sgd { get; } = new("SGD", rate => new Sgd(rate));
}
