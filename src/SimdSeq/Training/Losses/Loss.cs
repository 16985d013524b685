using System.Numerics;

namespace SimdSeq;

/// <summary>
/// What training makes small. The loss of a batch is the mean over its samples and over the losses of each: one a value for regression and
/// binary targets, one a step (the classes are the features of the model's answer) for the others. A sample's weight multiplies its losses,
/// and the divisor stays the number of losses. Steps that the output's mask takes away count neither in the sum nor in the divisor. All as
/// in Keras. Targets of classes are checked where Keras checks none: one out of the range named below is an <see cref="ArgumentException"/>
/// that names the sample.
/// </summary>
public abstract class Loss
{
    private protected Loss()
    {
    }

    /// <summary>mean |y - t|.</summary>
    public static Loss MeanAbsoluteError { get; } = new MeanAbsoluteErrorLoss();

    /// <summary>mean (y - t)².</summary>
    public static Loss MeanSquaredError { get; } = new MeanSquaredErrorLoss();

    /// <summary>Keras's name, for instance <c>mean_absolute_error</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Huber (1964): with d = y - t, mean of d² / 2 where |d| ≤ δ, of δ (|d| - δ / 2) elsewhere.</summary>
    /// <param name="delta">δ.</param>
    /// <exception cref="ArgumentOutOfRangeException">δ is not above 0 and finite.</exception>
    public static Loss Huber(double delta = 1) => new HuberLoss(delta);

    /// <summary>
    /// mean of -t log p - (1 - t) log(1 - p), the targets being 0 or 1 (or between), p clipped to [1e-7, 1 - 1e-7] in the model's
    /// precision: the most that an answer can cost is 16.118, and in <see cref="float"/> 15.942 where the target is 0. From logits z,
    /// max(z, 0) - z t + log(1 + exp(-|z|)). A model whose last activation cannot give what is taken (see <paramref name="fromLogits"/>)
    /// is refused before anything is computed. Accuracy: whether p is above 0.5, z above 0.
    /// </summary>
    /// <param name="fromLogits">Whether the model answers with logits z, p = sigmoid(z).</param>
    public static Loss BinaryCrossEntropy(bool fromLogits = false) => fromLogits ? new BinaryLogitsLoss() : new BinaryProbabilitiesLoss();

    /// <summary>
    /// mean of -Σ t[k] log p[k] over the classes k, p divided by its sum and clipped to [1e-7, 1 - 1e-7] in the model's precision. From
    /// logits z, log p[k] = z[k] - log Σ exp(z). A target is one value a class, each from 0 to 1 and their sum 1 (within 0.001). A model
    /// whose last activation cannot give what is taken is refused before anything is computed: for probabilities end it with
    /// <see cref="Activation.Softmax"/>. Accuracy: whether the largest p is at the largest t.
    /// </summary>
    /// <param name="fromLogits">Whether the model answers with logits z, p = softmax(z).</param>
    /// <param name="labelSmoothing">
    /// ε, in [0, 1): of K classes the targets are <c>(1 - ε) t[k] + ε / K</c> (Szegedy et al. 2016). It counts where the loss is measured,
    /// too.
    /// </param>
    public static Loss CategoricalCrossEntropy(bool fromLogits = false, double labelSmoothing = 0) =>
        new CrossEntropyLoss(fromLogits, isSparse: false, labelSmoothing);

    /// <summary>
    /// <see cref="CategoricalCrossEntropy"/> with the index of the class, from 0, as target: one value for each step of the answer.
    /// </summary>
    /// <param name="fromLogits">Whether the model answers with logits z, p = softmax(z).</param>
    /// <param name="labelSmoothing">ε, in [0, 1), as in <see cref="CategoricalCrossEntropy"/>.</param>
    public static Loss SparseCategoricalCrossEntropy(bool fromLogits = false, double labelSmoothing = 0) =>
        new CrossEntropyLoss(fromLogits, isSparse: true, labelSmoothing);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Whether a target is the index of a class, not a value to be near.</summary>
    internal virtual bool TargetsAreIndices => false;

    /// <summary>Target values of a sample.</summary>
    internal virtual int TargetsFor(int outputSteps, int outputFeatures) => outputSteps * outputFeatures;

    /// <summary>Losses of one step of a sample.</summary>
    internal virtual int LossesOfStep(int outputFeatures) => outputFeatures;

    /// <summary>How many classes the targets tell apart; 0 when they are no classes, and nothing can be right or wrong.</summary>
    internal virtual int ClassesFor(int outputFeatures) => 0;

    /// <summary>
    /// What is wrong when a model answers with values of this activation, and the ways out, as the end of a sentence that begins with the
    /// loss; null when nothing is known to be.
    /// </summary>
    internal virtual string? Objection(Activation answers, int features) => null;

    internal abstract LossFunction<T> In<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
