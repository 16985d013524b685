namespace SimdSeq;

/// <summary>
/// Adam (Kingma and Ba 2015) as in Keras, t being the number of the step from 1:
/// <code>
/// m ← m + (1 - β1) (g - m)
/// v ← v + (1 - β2) (g² - v)
/// θ ← θ - α m / (sqrt(v) + ε),          α = η sqrt(1 - β2^t) / (1 - β1^t)
/// </code>
/// </summary>
/// <param name="learningRate">η; 0.001 if null.</param>
/// <param name="beta1">β1, the share of the past in the mean of gradients.</param>
/// <param name="beta2">β2, the share of the past in the mean of squares.</param>
/// <param name="epsilon">ε, above 0 in the model's precision.</param>
/// <param name="amsgrad">Whether the largest v so far takes the place of v in the step (Reddi, Kale and Kumar 2018).</param>
public sealed class Adam(
    LearningRate? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, bool amsgrad = false)
    : Optimizer(learningRate ?? 0.001)
{
    /// <summary>β1.</summary>
    public double Beta1 { get; } = Share(beta1, nameof(beta1));

    /// <summary>β2.</summary>
    public double Beta2 { get; } = Share(beta2, nameof(beta2));

    /// <summary>ε.</summary>
    public double Epsilon { get; } = Positive(epsilon, nameof(epsilon));

    /// <summary>Whether the largest v so far takes the place of v.</summary>
    public bool Amsgrad { get; } = amsgrad;

    internal override OptimizerState<T> Create<T>(int length)
    {
        CheckEpsilon<T>(Epsilon);
        return new AdamState<T>(length, Beta1, Beta2, Epsilon, Amsgrad);
    }
}
