namespace SimdSeq;

/// <summary>A request in the queue. It is cancelled or taken, whichever comes first, and answered once when it is taken.</summary>
internal sealed class BatchedRequest<T>(ReadOnlyMemory<T> inputs, ReadOnlyMemory<int> lengths, Memory<T> outputs, int samples)
    : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private int _isDecided;

    public ReadOnlyMemory<T> Inputs => inputs;

    public ReadOnlyMemory<int> Lengths => lengths;

    public Memory<T> Outputs => outputs;

    public int Samples => samples;

    /// <summary>Before its memory is read or written; afterwards it cannot be cancelled.</summary>
    /// <returns>Whether it still waits for an answer.</returns>
    public bool TryTake() => Interlocked.Exchange(ref _isDecided, 1) == 0;

    /// <summary>Cancels it unless it is taken.</summary>
    public void Cancel(CancellationToken cancellation)
    {
        if (TryTake()) TrySetCanceled(cancellation);
    }
}
