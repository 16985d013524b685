namespace SimdSeq;

/// <summary>
/// What is measured beside the loss: <c>FitOptions.Metrics</c> and <c>Evaluate</c> take them, <see cref="History"/> and
/// <see cref="Evaluation"/> hold the figures, and callbacks watch them by name (<c>"f1_score"</c> in training, <c>"val_f1_score"</c> on the
/// validation data). A figure is exact over all samples met, not a mean over batches: it is the same to the bit for any batch and any
/// number of threads. Steps that the mask takes away, or whose class the loss ignores, do not count; weights do not count, as in Keras.
/// With an answer that is not a number no figure is one: what was not answered is neither right nor wrong.
/// Derive from it for a metric of your own.
/// </summary>
public abstract partial class Metric
{
    /// <summary>The training loss, for callbacks to watch.</summary>
    public const string TrainLoss = "loss";

    /// <summary>The accuracy in training.</summary>
    public const string TrainAccuracy = "accuracy";

    /// <summary>The loss on the validation data.</summary>
    public const string ValidationLoss = "val_loss";

    /// <summary>mean |y - t| on the validation data.</summary>
    public const string ValidationMeanAbsoluteError = "val_mean_absolute_error";

    /// <summary>The accuracy on the validation data.</summary>
    public const string ValidationAccuracy = "val_accuracy";

    /// <param name="name">Its name, a column of <see cref="History"/>: not empty, and without a comma, a quote or white space.</param>
    /// <exception cref="ArgumentException">The name is none.</exception>
    protected Metric(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.AsSpan().IndexOfAny(" ,\"\t\r\n") >= 0)
            throw new ArgumentException($"The name of a metric has no comma, quote or white space; got '{name}'.", nameof(name));
        Name = name;
    }

    /// <summary>Its name, Keras's where Keras has it.</summary>
    public string Name { get; }

    /// <summary>Whether more is better; callbacks look for the best.</summary>
    public virtual bool HigherIsBetter => true;

    /// <summary>
    /// What it cannot measure, as the end of a sentence that begins with its name: "needs classes, ..."; null when it can.
    /// </summary>
    /// <param name="shape">Answers and targets.</param>
    public virtual string? Objection(MetricShape shape) => null;

    /// <summary>Begins to count. Each thread has a state of its own; they are put together at the end.</summary>
    /// <param name="shape">Answers and targets.</param>
    public abstract MetricState Start(MetricShape shape);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>
/// What a <see cref="Metric"/> has counted so far. It adds whole numbers, or with <see cref="ExactSum"/>, and allocates nothing in
/// <see cref="Add(ReadOnlySpan{double}, ReadOnlySpan{double})"/>: then its result has the same bits however the samples are shared out.
/// </summary>
public abstract class MetricState
{
    /// <summary>Counts one step of one sample.</summary>
    /// <param name="answers">The model's answers, each a number.</param>
    /// <param name="targets">What they should be.</param>
    public abstract void Add(ReadOnlySpan<double> answers, ReadOnlySpan<double> targets);

    /// <summary>Adds what another state of the same metric has counted, which stays as it is.</summary>
    /// <param name="other">The other.</param>
    public abstract void Add(MetricState other);

    /// <summary>Begins anew.</summary>
    public abstract void Clear();

    /// <summary>
    /// Writes or reads what it has counted, for a backup within an epoch (<see cref="BackupAndRestore"/>): the same calls for both.
    /// </summary>
    /// <param name="state">The state of the run.</param>
    /// <exception cref="NotSupportedException">The metric does not say what it counts: it does not override this.</exception>
    public virtual void MoveState(StateTransfer state) => throw new NotSupportedException(
        $"{GetType().Name} does not override {nameof(MoveState)}, so a run that measures it is backed up after whole epochs alone. "
        + $"Override it, or leave the saveSteps of {nameof(BackupAndRestore)} out.");

    /// <summary>The figure; not a number where there is nothing to measure.</summary>
    public abstract double Value { get; }

    /// <summary>The figure of each class, or of each answer of a step; empty where the metric has none.</summary>
    public virtual IReadOnlyList<double> Each => [];

    /// <summary>Of a confusion matrix, how often class <c>[true, answered]</c> was met; else null.</summary>
    public virtual long[,]? Confusion => null;
}

/// <summary>A figure of a <see cref="Metric"/>.</summary>
/// <param name="Name">The metric's name; of a model of several outputs, after the output's name and an underscore in
/// <see cref="History"/>.</param>
/// <param name="Value">The figure.</param>
/// <param name="Each">The figure of each class, or of each answer of a step; empty where the metric has none.</param>
public sealed record MetricValue(string Name, double Value, IReadOnlyList<double> Each)
{
    /// <summary>Of a confusion matrix, how often class <c>[true, answered]</c> was met; else null.</summary>
    public long[,]? Confusion { get; init; }
}
