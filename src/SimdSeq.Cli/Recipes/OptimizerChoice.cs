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

    /// <summary>Gradient descent.</summary>
    public static OptimizerChoice Sgd { get; } = new("SGD", rate => new Sgd(rate));
}
