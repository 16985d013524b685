namespace SimdSeq.Data;

/// <summary>
/// What a window covers, in time, so that one declaration fits records of any sampling period: 5 days of hourly values to
/// forecast 24 hours ahead is 720 / 6 / 144 rows of a 10-minute record and 120 / 1 / 24 rows of an hourly one.
/// </summary>
/// <param name="Lookback">How far back the input reaches.</param>
/// <param name="Every">Time between two input steps.</param>
/// <param name="Delay">How far ahead the target lies.</param>
public sealed record WindowOptions(TimeSpan Lookback, TimeSpan Every, TimeSpan Delay)
{
    /// <summary>Reads the three durations from text such as <c>5d</c>, <c>1h</c>, <c>24h</c>.</summary>
    /// <param name="lookback">How far back the input reaches.</param>
    /// <param name="every">Time between two input steps.</param>
    /// <param name="delay">How far ahead the target lies.</param>
    /// <exception cref="FormatException">A text is no duration.</exception>
    public static WindowOptions Parse(string lookback, string every, string delay) =>
        new(Duration.Parse(lookback), Duration.Parse(every), Duration.Parse(delay));

    /// <summary>The same window counted in rows.</summary>
    /// <param name="period">Time between two rows of the series.</param>
    /// <exception cref="ArgumentException">
    /// A duration is no multiple of the period, or the lookback no multiple of the sampling, or one of them is not positive.
    /// </exception>
    public WindowRows ToRows(TimeSpan period)
    {
        if (period <= TimeSpan.Zero) throw new ArgumentException($"Expected a positive period, got {period}.", nameof(period));
        int lookback = Count(Lookback, period, nameof(Lookback), smallest: 1);
        int step = Count(Every, period, nameof(Every), smallest: 1);
        int delay = Count(Delay, period, nameof(Delay), smallest: 0);
        if (lookback % step != 0)
            throw new ArgumentException(
                $"Expected {nameof(Lookback)} to be a multiple of {nameof(Every)}, got {Lookback} and {Every}: "
                + $"{lookback} rows are no whole number of steps of {step}.");
        return new WindowRows(lookback, step, delay);
    }

    private static int Count(TimeSpan duration, TimeSpan period, string name, int smallest)
    {
        if (duration.Ticks % period.Ticks != 0)
            throw new ArgumentException(
                $"Expected {name} to be a multiple of the record's period {period}, got {duration}. "
                + "Use a multiple, or a record sampled more finely.");
        long rows = duration.Ticks / period.Ticks;
        if (rows < smallest || rows > int.MaxValue)
            throw new ArgumentException($"Expected {name} of at least {smallest} rows of {period}, got {duration} ({rows} rows).");
        return (int)rows;
    }
}
