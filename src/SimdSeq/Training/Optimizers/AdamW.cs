namespace SimdSeq;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2019) as in Keras: <c>θ ← θ - η λ θ</c>, then the step of <see cref="Adam"/>. As
/// in Keras, it acts on every parameter, biases among them.
/// </summary>
public sealed class AdamW : Optimizer
{
    /// <summary>Its settings.</summary>
    /// <param name="learningRate">η; 0.001 if null.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="beta1">β1, the share of the past in the mean of gradients.</param>
    /// <param name="beta2">β2, the share of the past in the mean of squares.</param>
    /// <param name="epsilon">ε, above 0 in the model's precision.</param>
    /// <param name="exclude">Names of parameters that do not decay, <c>*</c> for any characters: <c>["*/bias"]</c>. Null: all
    /// decay.</param>
    /// <param name="amsgrad">Whether the largest v so far takes the place of v in the step, as in <see cref="Adam"/>.</param>
    public AdamW(
        LearningRate? learningRate = null, double weightDecay = 0.004, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7,
        IReadOnlyList<string>? exclude = null, bool amsgrad = false)
        : base(learningRate ?? 0.001)
    {
        WeightDecay = weightDecay;
        Exclude = exclude ?? [];
        Beta1 = Share(beta1, nameof(beta1));
        Beta2 = Share(beta2, nameof(beta2));
        Epsilon = Positive(epsilon, nameof(epsilon));
        Amsgrad = amsgrad;
    }

    /// <summary>β1.</summary>
    public double Beta1 { get; }

    /// <summary>β2.</summary>
    public double Beta2 { get; }

    /// <summary>ε.</summary>
    public double Epsilon { get; }

    /// <summary>Whether the largest v so far takes the place of v.</summary>
    public bool Amsgrad { get; }

    internal override OptimizerState<T> Create<T>(int length)
    {
        CheckEpsilon<T>(Epsilon);
        return new AdamState<T>(length, Beta1, Beta2, Epsilon, Amsgrad);
    }
}
