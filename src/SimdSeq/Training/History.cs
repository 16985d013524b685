namespace SimdSeq;

/// <summary>What a training run did, epoch by epoch.</summary>
/// <param name="Epochs">The figures of each epoch.</param>
public sealed record History(IReadOnlyList<EpochSummary> Epochs)
{
    /// <summary>The epoch with the smallest validation loss; without validation, with the smallest training loss.</summary>
    public EpochSummary Best => Epochs.MinBy(epoch => epoch.Validation?.Loss ?? epoch.TrainLoss)!;
}

/// <summary>Figures of one epoch.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="TrainLoss">Mean loss over the samples met, each at its time.</param>
/// <param name="Validation">Measured after the epoch, if there is validation data.</param>
/// <param name="Seconds">Wall-clock time, validation included.</param>
/// <param name="BytesPerStep">Managed bytes allocated in a training step by all its threads, mean over the epoch's steps after the first.</param>
public sealed record EpochSummary(int Epoch, double TrainLoss, Evaluation? Validation, double Seconds, double BytesPerStep);

/// <summary>How good a model is on a data set.</summary>
/// <param name="Loss">The loss it was asked for.</param>
/// <param name="MeanAbsoluteError">mean |y - t|.</param>
public sealed record Evaluation(double Loss, double MeanAbsoluteError);
