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
}

/// <summary>How good a model is on a data set. The loss counts the samples' weights, the other figures do not, as in Keras.</summary>
/// <param name="Loss">The loss it was asked for, without penalties and class weights.</param>
/// <param name="MeanAbsoluteError">mean |y - t|; not a number when targets are class indices.</param>
/// <param name="Accuracy">Share of right answers; null when the loss has no classes.</param>
public sealed record Evaluation(double Loss, double MeanAbsoluteError, double? Accuracy = null)
{
    /// <summary>Of a model of several outputs, the figures of each; its own loss is their weighted sum.</summary>
    public IReadOnlyList<Evaluation> Outputs { get; init; } = [];
}
