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

    /// <summary>
    /// mean 100 |y - t| / max(|t|, 1e-7): errors in percent of the target. A target of 0 weighs 10⁹; take another loss where there are any.
    /// </summary>
    public static Loss MeanAbsolutePercentageError { get; } = new MeanAbsolutePercentageErrorLoss();

    /// <summary>
    /// mean (log(1 + y) - log(1 + t))², for targets that grow in factors. Values below 1e-7, negative ones too, count as 1e-7, as in Keras;
    /// there is no gradient for such answers.
    /// </summary>
    public static Loss MeanSquaredLogarithmicError { get; } = new MeanSquaredLogarithmicErrorLoss();

    /// <summary>mean log cosh(y - t): nearly d² / 2 for small differences, |d| - log 2 for large ones.</summary>
    public static Loss LogCosh { get; } = new LogCoshLoss();

    /// <summary>
    /// mean y - t log(y + 1e-7), for counts t, at least 0, with mean y. The model ends with an activation that gives what is not below 0,
    /// <see cref="Activation.Softplus"/> or <see cref="Activation.Exponential"/>.
    /// </summary>
    public static Loss Poisson { get; } = new PoissonLoss();

    /// <summary>
    /// mean over the steps of Σ t[k] log(t[k] / y[k]) over the values of each (Kullback and Leibler 1951), both clipped to [1e-7, 1]. The
    /// model ends with <see cref="Activation.Softmax"/>.
    /// </summary>
    public static Loss KlDivergence { get; } = new KlDivergenceLoss();

    /// <summary>
    /// mean over the steps of minus the cosine of the angle between answer and target: -1 where they point the same way, 1 where they point
    /// opposite ways. A norm below 1e-7 counts as 1e-7.
    /// </summary>
    public static Loss CosineSimilarity { get; } = new CosineSimilarityLoss();

    /// <summary>
    /// mean of max(1 - s y, 0): s is 1 for a target of 1 and -1 for one of 0 or -1, the answer y a score, above 0 for yes. Accuracy:
    /// whether the score has that sign.
    /// </summary>
    public static Loss Hinge { get; } = new HingeLoss(isSquared: false);

    /// <summary>mean of the squares of <see cref="Hinge"/>'s losses.</summary>
    public static Loss SquaredHinge { get; } = new HingeLoss(isSquared: true);

    /// <summary>
    /// mean over the steps of max(max (1 - t[k]) y[k] - Σ t[k] y[k] + 1, 0) over the classes k (Weston and Watkins 1999, as in Keras): the
    /// score of the right class is to exceed the others by 1. A target is 1 for the right class, 0 for the others.
    /// </summary>
    public static Loss CategoricalHinge { get; } = new CategoricalHingeLoss();

    /// <summary>Keras's name, for instance <c>mean_absolute_error</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Huber (1964): with d = y - t, mean of d² / 2 where |d| ≤ δ, of δ (|d| - δ / 2) elsewhere.</summary>
    /// <param name="delta">δ.</param>
    /// <exception cref="ArgumentOutOfRangeException">δ is not above 0 and finite.</exception>
    public static Loss Huber(double delta = 1) => new HuberLoss(delta);

    /// <summary>
    /// Quantiles of the target (Koenker and Bassett 1978), one or several at once: with d = t - y, mean of max(q d, (q - 1) d). Of n
    /// targets a step and m quantiles the model answers with n·m values a step, those of the first target first:
    /// <c>[target][quantile]</c>.
    /// </summary>
    /// <param name="quantiles">Each above 0 and below 1: <c>Loss.Pinball(0.1, 0.5, 0.9)</c>.</param>
    /// <exception cref="ArgumentException">There is none, or one is not between 0 and 1.</exception>
    public static Loss Pinball(params ReadOnlySpan<double> quantiles) => new PinballLoss(quantiles);

    /// <summary>
    /// <see cref="BinaryCrossEntropy"/> b with less weight on what is right already (Lin et al. 2017): mean of (1 - q)^γ b, q being the
    /// probability of the truth; times α where the target is 1 and 1 - α where it is 0, if α is given. From logits nothing is clipped.
    /// </summary>
    /// <param name="gamma">γ, at least 0.</param>
    /// <param name="alpha">α, in (0, 1]; null: both classes weigh the same. Keras's <c>apply_class_balancing</c> with 0.25 is 0.25.</param>
    /// <param name="fromLogits">Whether the model answers with logits.</param>
    /// <param name="labelSmoothing">ε, in [0, 1): the targets are <c>(1 - ε) t + ε / 2</c>.</param>
    /// <param name="softTargets">Whether a target may be a probability between 0 and 1 as well; without it such a one is refused, with the
    /// sample's number.</param>
    public static Loss BinaryFocalCrossEntropy(
        double gamma = 2, double? alpha = null, bool fromLogits = false, double labelSmoothing = 0, bool softTargets = false) =>
        new BinaryFocalLoss(gamma, alpha, fromLogits, labelSmoothing, softTargets);

    /// <summary>
    /// mean over the steps of -α Σ (1 - p[k])^γ t[k] log p[k]: <see cref="CategoricalCrossEntropy"/> with less weight on what is right
    /// already.
    /// </summary>
    /// <param name="alpha">α, in (0, 1].</param>
    /// <param name="gamma">γ, at least 0.</param>
    /// <param name="fromLogits">Whether the model answers with logits.</param>
    /// <param name="labelSmoothing">ε, in [0, 1), as in <see cref="CategoricalCrossEntropy"/>.</param>
    public static Loss CategoricalFocalCrossEntropy(
        double alpha = 0.25, double gamma = 2, bool fromLogits = false, double labelSmoothing = 0) =>
        new CategoricalFocalLoss(alpha, gamma, fromLogits, labelSmoothing);

    /// <summary>
    /// mean of -t log p - (1 - t) log(1 - p), the targets being 0 or 1, p clipped to [1e-7, 1 - 1e-7] in the model's
    /// precision: the most that an answer can cost is 16.118, and in <see cref="float"/> 15.942 where the target is 0. From logits z,
    /// max(z, 0) - z t + log(1 + exp(-|z|)). A model whose last activation cannot give what is taken (see <paramref name="fromLogits"/>)
    /// is refused before anything is computed. Accuracy: whether p is above 0.5, z above 0.
    /// </summary>
    /// <param name="fromLogits">Whether the model answers with logits z, p = sigmoid(z).</param>
    /// <param name="labelSmoothing">ε, in [0, 1): the targets are <c>(1 - ε) t + ε / 2</c>. It counts where the loss is measured, too.
    /// </param>
    /// <param name="softTargets">Whether a target may be a probability between 0 and 1 as well; without it such a one is refused, with the
    /// sample's number.</param>
    public static Loss BinaryCrossEntropy(bool fromLogits = false, double labelSmoothing = 0, bool softTargets = false) =>
        fromLogits ? new BinaryLogitsLoss(labelSmoothing, softTargets) : new BinaryProbabilitiesLoss(labelSmoothing, softTargets);

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
    /// <param name="ignoreClass">
    /// A target, -1 for instance, that says that a step has no class: it counts neither in the sum nor in the divisor, nor in the accuracy.
    /// Null: there is none.
    /// </param>
    public static Loss SparseCategoricalCrossEntropy(bool fromLogits = false, double labelSmoothing = 0, int? ignoreClass = null) =>
        new CrossEntropyLoss(fromLogits, isSparse: true, labelSmoothing, ignoreClass);

    /// <summary>A loss of your own, the mean of its equation over all values; see <see cref="LossAttribute"/>.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="equation">The loss of one value, with its derivative.</param>
    /// <typeparam name="TEquation">A struct, so that its method is compiled into the loop.</typeparam>
    public static Loss Of<TEquation>(string name, TEquation equation) where TEquation : struct, ILossEquation
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new EquationLoss<TEquation>(name, equation);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Whether a target is the index of a class, not a value to be near.</summary>
    internal virtual bool TargetsAreIndices => false;

    /// <summary>Whether each answer has a target of its own, of the same kind, so that their difference means something.</summary>
    internal virtual bool TargetsAreBesideAnswers => !TargetsAreIndices;

    /// <summary>Whether a step is of one of several classes; else each answer is a yes or no of its own, where there are classes.</summary>
    internal virtual bool IsOneOfSeveral => false;

    /// <summary>Whether answers are logits.</summary>
    internal virtual bool FromLogits => false;

    /// <summary>Above which an answer means yes, where it means yes or no.</summary>
    internal virtual double Border => 0.5;

    /// <summary>Whether a step may count for nothing because of its target.</summary>
    internal virtual bool IgnoresSteps => false;

    /// <summary>What is wrong with so many answers a step, as <see cref="Objection"/>; null when nothing is.</summary>
    internal virtual string? ObjectionToSize(int features) => null;

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
