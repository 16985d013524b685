namespace SimdSeq;

/// <summary>How requests are put together.</summary>
public sealed record BatchingOptions
{
    /// <summary>
    /// Samples of a batch at most. A model works on 8 or 16 <see cref="float"/> samples at a time, by the width of the processor's
    /// vectors, so a multiple of 16 wastes nothing. A request that has more samples itself is a batch of its own.
    /// </summary>
    public int MaximalBatch { get; init; } = 64;

    /// <summary>
    /// How long the first request of a batch waits for others. Zero: it takes those that wait already, which under load are the ones that
    /// came while the batch before was answered; so nobody waits for nothing. Longer makes batches larger, and every lone request later.
    /// </summary>
    public TimeSpan MaximalDelay { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// Requests that may wait. When as many do, <c>PredictAsync</c> itself waits, asynchronously, until there is room or it is cancelled.
    /// </summary>
    public int QueueCapacity { get; init; } = 4096;

    /// <summary>Batches that are answered at the same time, each on a thread. Null means one for each two processors.</summary>
    public int? Threads { get; init; }

    internal void Check()
    {
        AtLeastOne(MaximalBatch, nameof(MaximalBatch), "samples");
        AtLeastOne(QueueCapacity, nameof(QueueCapacity), "requests");
        AtLeastOne(Threads ?? 1, nameof(Threads), "threads");
        if (MaximalDelay < TimeSpan.Zero || MaximalDelay > TimeSpan.FromMinutes(1))
        {
            throw new ArgumentOutOfRangeException("options", MaximalDelay, $"{nameof(MaximalDelay)} is from zero to a minute; got "
                + $"{MaximalDelay}. A few milliseconds are usual.");
        }
    }

    private static void AtLeastOne(int value, string name, string what)
    {
        if (value < 1)
            throw new ArgumentOutOfRangeException("options", value, $"{name} is a number of {what}, at least 1; got {value}.");
    }
}
