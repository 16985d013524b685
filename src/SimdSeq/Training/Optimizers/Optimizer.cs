using System.Numerics;

namespace SimdSeq;

/// <summary>How a gradient becomes a change of the parameters. It holds the settings; the state belongs to a training run.</summary>
public abstract class Optimizer
{
    private protected Optimizer(LearningRate learningRate) => LearningRate = learningRate;

    /// <summary>Length of a step.</summary>
    public LearningRate LearningRate { get; }

    /// <summary>
    /// λ of decoupled weight decay (Loshchilov and Hutter 2019), Keras's <c>weight_decay</c>: before the step <c>θ ← θ - η λ θ</c>. It acts
    /// on every parameter, biases among them, but for <see cref="Exclude"/>. 0: none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0 or not finite.</exception>
    public double WeightDecay
    {
        get;
        init => field = value is >= 0 and < double.PositiveInfinity
            ? value
            : throw new ArgumentOutOfRangeException(
                "weightDecay", FormattableString.Invariant($"weightDecay must be at least 0 and finite; got {value}."));
    }

    /// <summary>Names of parameters that do not decay, <c>*</c> for any characters: <c>["*/bias"]</c>.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>
    /// The share of the past in a moving average of the parameters, in [0, 1), Keras's <c>use_ema</c> with <c>ema_momentum</c>: after each
    /// step <c>a ← μ a + (1 - μ) θ</c>, a being θ after the first. At the end of <c>Fit</c> the model has a; measurements before see θ.
    /// Null: there is none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1).</exception>
    public double? EmaMomentum
    {
        get;
        init => field = value is { } share ? Share(share, "emaMomentum") : null;
    }

    /// <summary>After how many steps each the parameters become their average, Keras's <c>ema_overwrite_frequency</c>. Null: never before
    /// the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int? EmaOverwriteFrequency
    {
        get;
        init => field = value is null or >= 1
            ? value
            : throw new ArgumentOutOfRangeException("emaOverwriteFrequency", $"emaOverwriteFrequency must be at least 1; got {value}.");
    }

    /// <summary>The state of a run.</summary>
    /// <param name="length">Values of the parameter vector.</param>
    /// <param name="parameters">The parameters in it, for those that do not decay.</param>
    /// <exception cref="ArgumentException">A pattern of <see cref="Exclude"/> names no parameter.</exception>
    internal OptimizerState<T> Start<T>(int length, ReadOnlySpan<ParameterInfo> parameters = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var excluded = new HashSet<ParameterInfo>();
        foreach (string pattern in Exclude)
            excluded.UnionWith(ParameterPattern.Find(parameters, pattern, $"{GetType().Name}.{nameof(Exclude)}"));
        var state = Create<T>(length);
        state.DecayBy(WeightDecay, [.. excluded]);
        return state;
    }

    /// <summary>What it remembers, as at the beginning.</summary>
    internal abstract OptimizerState<T> Create<T>(int length) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

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
