using System.Globalization;
using System.Text;

namespace SimdSeq;

/// <summary>What a training run did, epoch by epoch.</summary>
/// <param name="Epochs">The figures of each epoch.</param>
public sealed record History(IReadOnlyList<EpochSummary> Epochs)
{
    /// <summary>
    /// The epoch with the smallest validation loss; without validation, with the smallest training loss. Not a number is the worst.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no epoch: a callback stopped training at its start.</exception>
    public EpochSummary Best => Epochs.MinBy(LossForBest)
        ?? throw new InvalidOperationException(
            $"The run has no epoch, so none is the best: a callback stopped it at its start. Look at {nameof(StoppedBecause)}.");

    /// <summary>The names of the figures that the epochs have, as <see cref="EpochSummary.Columns"/>.</summary>
    public IReadOnlyList<string> Columns => Epochs.Count == 0 ? [] : Epochs[^1].Columns;

    /// <summary>A figure of all epochs, by name: <c>history["val_f1_score"]</c>.</summary>
    /// <param name="column">One of <see cref="Columns"/>.</param>
    /// <exception cref="KeyNotFoundException">The epochs have no such figure; the message lists those that they have.</exception>
    public IReadOnlyList<double> this[string column] => [.. Epochs.Select(epoch => epoch[column])];

    /// <summary>Why a callback ended training before the last epoch; null when none did.</summary>
    public string? StoppedBecause { get; init; }

    private static (bool IsNaN, double Loss) LossForBest(EpochSummary epoch)
    {
        double loss = epoch.Validation?.Loss ?? epoch.TrainLoss;
        return (double.IsNaN(loss), loss);
    }

    // What a record prints of itself; the best epoch may not be there.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"Epochs = {Epochs.Count}, StoppedBecause = {StoppedBecause}");
        return true;
    }
}

/// <summary>Figures of one epoch.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="TrainLoss">Mean loss over the samples met, each at its time, with weights and penalties.</param>
/// <param name="Validation">Measured after the epoch, if there is validation data.</param>
/// <param name="Seconds">Wall-clock time, validation included.</param>
/// <param name="BytesPerStep">Managed bytes allocated in a training step by all its threads, mean over the epoch's steps after the
/// first.</param>
public sealed record EpochSummary(int Epoch, double TrainLoss, Evaluation? Validation, double Seconds, double BytesPerStep)
{
    /// <summary>Share of right answers among the samples met, each at its time; null when the loss has no classes.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Learning rate of the last step.</summary>
    public double LearningRate { get; init; }

    /// <summary>The norm of a batch's whole gradient, penalties included, before it is clipped: mean over the steps.</summary>
    public double GradientNorm { get; init; }

    /// <summary>The figures of <see cref="FitOptions.Metrics"/> on the samples met, each at its time.</summary>
    public IReadOnlyList<MetricValue> Metrics { get; init; } = [];

    /// <summary>
    /// The names of the figures that it has: <c>loss</c>, <c>accuracy</c>, those of <see cref="Metrics"/>, the same on the validation data
    /// after <c>val_</c> (and <c>val_mean_absolute_error</c>), <c>learning_rate</c>, <c>seconds</c>.
    /// </summary>
    public IReadOnlyList<string> Columns => [.. Figures()
        .Where(figure => figure.Name != Metric.ValidationMeanAbsoluteError || !double.IsNaN(figure.Value)) // there is none for classes
        .Select(figure => figure.Name).Distinct()];

    /// <summary>A figure by name.</summary>
    /// <param name="column">One of <see cref="Columns"/>.</param>
    /// <exception cref="KeyNotFoundException">There is no such figure; the message lists those that are there.</exception>
    public double this[string column]
    {
        get
        {
            // The last of a name: a metric's accuracy, which has a threshold of its own, before that of the loss.
            foreach (var (name, value) in Figures().Reverse())
            {
                if (name == column) return value;
            }

            throw new KeyNotFoundException($"Epoch {Epoch} has no figure {column}; it has {string.Join(", ", Columns)}.");
        }
    }

    private IEnumerable<(string Name, double Value)> Figures()
    {
        yield return ("loss", TrainLoss);
        if (Accuracy is { } accuracy) yield return ("accuracy", accuracy);
        foreach (var metric in Metrics) yield return (metric.Name, metric.Value);
        if (Validation is not null)
        {
            yield return ("val_loss", Validation.Loss);
            yield return ("val_mean_absolute_error", Validation.MeanAbsoluteError);
            if (Validation.Accuracy is { } ofValidation) yield return ("val_accuracy", ofValidation);
            foreach (var metric in Validation.Metrics) yield return ($"val_{metric.Name}", metric.Value);
        }

        yield return ("learning_rate", LearningRate);
        yield return ("seconds", Seconds);
    }
}

/// <summary>How good a model is on a data set. The loss counts the samples' weights, the other figures do not, as in Keras.</summary>
/// <param name="Loss">The loss it was asked for, without penalties and class weights.</param>
/// <param name="MeanAbsoluteError">mean |y - t|; not a number when targets are class indices.</param>
/// <param name="Accuracy">Share of right answers; null when the loss has no classes.</param>
public sealed record Evaluation(double Loss, double MeanAbsoluteError, double? Accuracy = null)
{
    /// <summary>Of a model of several outputs, the figures of each; its own loss is their weighted sum.</summary>
    public IReadOnlyList<Evaluation> Outputs { get; init; } = [];

    /// <summary>The figures of the metrics that it was asked for; of several outputs, each named after its output and an underscore.
    /// </summary>
    public IReadOnlyList<MetricValue> Metrics { get; init; } = [];

    /// <summary>The figure of a metric by name.</summary>
    /// <param name="metric">Its name.</param>
    /// <exception cref="KeyNotFoundException">It was not asked for; the message lists those that were.</exception>
    public MetricValue this[string metric] => Metrics.FirstOrDefault(value => value.Name == metric)
        ?? throw new KeyNotFoundException(
            $"There is no metric {metric}; "
            + $"there are {(Metrics.Count == 0 ? "none" : string.Join(", ", Metrics.Select(value => value.Name)))}.");
}
