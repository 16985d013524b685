namespace SimdSeq.Datasets;

/// <summary>How to download.</summary>
public sealed record DownloadOptions
{
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(1);

    /// <summary>SHA-256 to insist on, 64 hexadecimal digits; takes precedence over the catalog's. A file that is there already is checked
    /// too, unless it was unpacked from what the hash is of.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Downloads even when the file is there already.</summary>
    public bool Force { get; init; }

    /// <summary>Attempts per address on failures that may pass: broken connections, timeouts, status 408, 429 and 5xx.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>The most bytes to download, at least 1; null for twice the entry's size, or 1 GiB where that is not known. A server that
    /// announces or sends more has another file, or one without an end.</summary>
    public long? MaximumBytes { get; init; }

    /// <summary>Pause before the second attempt, not negative and at most a day; it doubles with each further one, up to five
    /// minutes.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A connection that stays silent for this long, or brings less than 64 KiB in it, counts as broken. Positive and at most a
    /// day, or <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Makes sure that every value has a meaning.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number has none.</exception>
    /// <exception cref="ArgumentException">The hash is none.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Attempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(RetryPause, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RetryPause, LongestTime);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(StallTimeout, LongestTime);
        if (StallTimeout != Timeout.InfiniteTimeSpan) ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(StallTimeout, TimeSpan.Zero);
        if (MaximumBytes is { } most) ArgumentOutOfRangeException.ThrowIfLessThan(most, 1, nameof(MaximumBytes));
        DatasetEntry.CheckHash(Sha256);
    }
}
