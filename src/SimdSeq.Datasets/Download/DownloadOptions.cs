namespace SimdSeq.Datasets;

/// <summary>How to download.</summary>
public sealed record DownloadOptions
{
    /// <summary>SHA-256 to insist on, in hexadecimal; takes precedence over the catalog's.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Downloads even when the file is there already.</summary>
    public bool Force { get; init; }

    /// <summary>Attempts per address on failures that may pass: broken connections, timeouts, status 408, 429 and 5xx.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>Pause before the second attempt, not negative; it doubles with each further one.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A connection that stays silent for this long counts as broken. Positive, or
    /// <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Makes sure that every value has a meaning.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One has none.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Attempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(RetryPause, TimeSpan.Zero);
        if (StallTimeout != Timeout.InfiniteTimeSpan) ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(StallTimeout, TimeSpan.Zero);
    }
}
