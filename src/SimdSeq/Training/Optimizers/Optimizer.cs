using System.Numerics;

namespace SimdSeq;

/// <summary>How a gradient becomes a change of the parameters. It holds the settings; the state belongs to a training run.</summary>
public abstract class Optimizer
{
    private protected Optimizer(LearningRate learningRate) => LearningRate = learningRate;

    /// <summary>Length of a step.</summary>
    public LearningRate LearningRate { get; }

    /// <summary>The state of a run.</summary>
    /// <param name="length">Values of the parameter vector.</param>
    /// <param name="parameters">The parameters in it, for optimizers that tell them apart.</param>
    internal abstract OptimizerState<T> Start<T>(int length, ReadOnlySpan<ParameterInfo> parameters = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private protected static double Share(double value, string name) =>
        value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(name, $"{name} must be in [0, 1); got {value}.");

    private protected static double Positive(double value, string name) => value is > 0 and < double.PositiveInfinity
        ? value
        : throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"{name} must be above 0 and finite; got {value}."));

    /// <summary>Refuses an epsilon that becomes 0 or infinite in the precision of the model.</summary>
    private protected static void CheckEpsilon<T>(double epsilon) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T rounded = T.CreateTruncating(epsilon);
        if (rounded > T.Zero && T.IsFinite(rounded)) return;
        T largest = T.BitDecrement(T.PositiveInfinity);
        throw new ArgumentException(FormattableString.Invariant(
            $"An epsilon of {epsilon} is {rounded} in {typeof(T).Name}; expected one from {T.Epsilon} to {largest}."));
    }
}
