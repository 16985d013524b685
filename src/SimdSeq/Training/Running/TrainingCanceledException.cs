namespace SimdSeq;

/// <summary>Training was cancelled. What it had reached is not lost: the model keeps its parameters, and here are the epochs.</summary>
public sealed class TrainingCanceledException : OperationCanceledException
{
    internal TrainingCanceledException(History history, OperationCanceledException cause)
        : base(FormattableString.Invariant($"Training was cancelled in epoch {history.Epochs.Count + 1}."), cause,
            cause.CancellationToken) =>
        History = history;

    /// <summary>The epochs that were finished.</summary>
    public History History { get; }
}
