namespace SimdSeq.Data;

/// <summary>
/// What a window covers, in time, so that one declaration fits records of any sampling period: with the lookback L, the time <c>e</c>
/// between two input steps and the newest input at time <c>n</c>, the input is what the columns showed at <c>n - L + e, ..., n - e, n</c>,
/// and the targets at <c>n + Ahead, n + Ahead + HorizonEvery, ...</c>, <see cref="Horizon"/> of them.
/// </summary>
/// <remarks>
/// A sample is its input, <c>[step][column of Inputs]</c>, and behind it, as a second input of the model, <c>[value ahead][column of
/// Known]</c>. Its targets are <c>[value ahead][column of Targets]</c>: a model answers them as one row (<c>Dense(24)</c>) or as a
/// sequence of as many steps, with the same values in the same order.
/// </remarks>
public sealed record WindowOptions
{
    /// <summary>How far back the input reaches: so many input steps times <see cref="Every"/>.</summary>
    public required TimeSpan Lookback { get; init; }

    /// <summary>Time between two input steps; null for every row.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>
    /// Time from the newest input to the first target: with 24 h, the value 24 hours after the newest one that is known. Null for
    /// <see cref="HorizonEvery"/>: the next value.
    /// </summary>
    public TimeSpan? Ahead { get; init; }

    /// <summary>How many values are forecast at once, of each target.</summary>
    public int Horizon { get; init; } = 1;

    /// <summary>Time between two of them; null for <see cref="Every"/>.</summary>
    public TimeSpan? HorizonEvery { get; init; }

    /// <summary>Time between the newest inputs of two windows; null for every row.</summary>
    public TimeSpan? Stride { get; init; }

    /// <summary>Names of the columns to forecast. They may be inputs too, or not.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Names of the input columns, in order; null for all of the series but <see cref="Weight"/>.</summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>
    /// Names of columns that are known ahead, such as the hour of day or a price that is fixed: their values at the times of the targets
    /// are the second input of the model, <c>[Input(steps: Horizon, features: Known.Count)]</c>.
    /// </summary>
    public IReadOnlyList<string> Known { get; init; } = [];

    /// <summary>
    /// Whether a target is its difference from the newest input value of its column, of prepared values where there is a
    /// <see cref="Preparation"/>. The target must then be an input. <see cref="SequenceModel{T}.Forecast(TimeSeries)"/> adds it back.
    /// </summary>
    public bool Differences { get; init; }

    /// <summary>
    /// Whether every input step has a target, <see cref="Ahead"/> after it, for a model that answers at every step. <see cref="Horizon"/>
    /// is then 1.
    /// </summary>
    public bool EachStep { get; init; }

    /// <summary>Name of a column with weights: that of a window is the value at its first target. Null: all weigh 1.</summary>
    public string? Weight { get; init; }

    /// <summary>Which windows are left out for what is missing in them.</summary>
    public MissingWindows Missing { get; init; }

    /// <summary>Whether targets too must lie inside the rows of a data set.</summary>
    public TargetBound Bound { get; init; }

    /// <summary>
    /// The convention of Chollet, "Deep Learning with Python" (2018), listing 6.33, whose delay counts from the row after the newest
    /// input: <c>Ahead = Every + Delay</c>. Its 24 hours, with hourly inputs, are 25 hours from the newest input.
    /// </summary>
    /// <param name="lookback">How far back the input reaches.</param>
    /// <param name="every">Time between two input steps.</param>
    /// <param name="delay">The book's delay.</param>
    /// <param name="target">Name of the column to forecast.</param>
    public static WindowOptions Book(TimeSpan lookback, TimeSpan every, TimeSpan delay, string target) =>
        new() { Lookback = lookback, Every = every, Ahead = every + delay, Targets = [target] };

    /// <summary>The same window counted in rows.</summary>
    /// <param name="period">Time between two rows of the series.</param>
    /// <exception cref="ArgumentException">
    /// A duration is no multiple of the period, the lookback none of the sampling, or one of them is not positive.
    /// </exception>
    public WindowRows ToRows(TimeSpan period)
    {
        if (period <= TimeSpan.Zero) throw new ArgumentException($"Expected a positive period, got {period}.", nameof(period));
        if (Horizon < 1) throw new ArgumentException($"Expected {nameof(Horizon)} of at least 1, got {Horizon}.");
        if (EachStep && Horizon != 1)
            throw new ArgumentException(
                $"Expected {nameof(Horizon)} of 1 with {nameof(EachStep)}, got {Horizon}. A step has one target of each column.");
        int lookback = Count(Lookback, period, nameof(Lookback));
        int step = Count(Every ?? period, period, nameof(Every));
        int horizonStep = Count(HorizonEvery ?? Every ?? period, period, nameof(HorizonEvery));
        int ahead = Count(Ahead ?? HorizonEvery ?? Every ?? period, period, nameof(Ahead));
        int stride = Count(Stride ?? period, period, nameof(Stride));
        if (lookback % step != 0)
            throw new ArgumentException(
                $"Expected {nameof(Lookback)} to be a multiple of {nameof(Every)}, got {Lookback} and {Every}: "
                + $"{lookback} rows are no whole number of steps of {step}.");
        if ((long)lookback + ahead + (Horizon - 1L) * horizonStep > int.MaxValue)
            throw new ArgumentException($"Expected a window of at most {int.MaxValue} rows, got {Lookback} and {Horizon} values ahead.");
        return new WindowRows(lookback, step, ahead, Horizon, horizonStep, stride);
    }

    private static int Count(TimeSpan duration, TimeSpan period, string name)
    {
        if (duration.Ticks % period.Ticks != 0)
            throw new ArgumentException(
                $"Expected {name} to be a multiple of the record's period {period}, got {duration}. "
                + "Use a multiple, or a record sampled more finely.");
        long rows = duration.Ticks / period.Ticks;
        if (rows < 1 || rows > int.MaxValue)
            throw new ArgumentException($"Expected {name} of at least 1 row of {period}, got {duration} ({rows} rows).");
        return (int)rows;
    }
}
