namespace SimdSeq;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2019) as in Keras: <c>θ ← θ - η λ θ</c>, then the step of <see cref="Adam"/>. As
/// in Keras, it acts on every parameter, biases among them.
/// </summary>
/// <param name="learningRate">η; 0.001 if null.</param>
/// <param name="weightDecay">λ.</param>
/// <param name="beta1">β1, the share of the past in the mean of gradients.</param>
/// <param name="beta2">β2, the share of the past in the mean of squares.</param>
/// <param name="epsilon">ε, above 0 in the model's precision.</param>
/// <param name="exclude">Names of parameters that do not decay, <c>*</c> for any characters: <c>["*/bias"]</c>. Null: all decay.</param>
public sealed class AdamW(
    LearningRate? learningRate = null, double weightDecay = 0.004, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7,
    IReadOnlyList<string>? exclude = null)
    : Optimizer(learningRate ?? 0.001)
{
    /// <summary>λ.</summary>
    public double WeightDecay { get; } = weightDecay is >= 0 and < double.PositiveInfinity
        ? weightDecay
        : throw new ArgumentOutOfRangeException(nameof(weightDecay), $"weightDecay must be at least 0 and finite; got {weightDecay}.");

    /// <summary>β1.</summary>
    public double Beta1 { get; } = Share(beta1, nameof(beta1));

    /// <summary>β2.</summary>
    public double Beta2 { get; } = Share(beta2, nameof(beta2));

    /// <summary>ε.</summary>
    public double Epsilon { get; } = Positive(epsilon, nameof(epsilon));

    /// <summary>Names of parameters that do not decay.</summary>
    public IReadOnlyList<string> Exclude { get; } = exclude ?? [];

    internal override OptimizerState<T> Start<T>(int length, ReadOnlySpan<ParameterInfo> parameters = default)
    {
        CheckEpsilon<T>(Epsilon);
        var excluded = new HashSet<ParameterInfo>();
        foreach (string pattern in Exclude) excluded.UnionWith(ParameterPattern.Find(parameters, pattern,
            $"{nameof(AdamW)}.{nameof(Exclude)}"));
        return new AdamState<T>(length, Beta1, Beta2, Epsilon, WeightDecay, [.. excluded]);
    }
}
