using System.Numerics;

namespace SimdSeq;

/// <summary>How a gradient becomes a change of the parameters. It holds the settings; the state belongs to a training run.</summary>
public abstract class Optimizer
{
    private protected Optimizer(double learningRate)
    {
        if (!(learningRate > 0) || double.IsInfinity(learningRate))
            throw new ArgumentOutOfRangeException(nameof(learningRate), $"The learning rate must be above 0 and finite; got {learningRate}.");
        LearningRate = learningRate;
    }

    /// <summary>Length of a step.</summary>
    public double LearningRate { get; }

    internal abstract OptimizerState<T> Start<T>(int length) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>An optimizer at work on one parameter vector.</summary>
internal abstract class OptimizerState<T> where T : unmanaged
{
    /// <summary>One step. It writes the new parameters over the gradient, so that the caller can look at them before it takes them.</summary>
    public abstract void Step(ReadOnlySpan<T> parameters, Span<T> gradient);
}
