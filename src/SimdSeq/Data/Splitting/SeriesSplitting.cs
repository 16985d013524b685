namespace SimdSeq.Data;

/// <summary>
/// Divides a series by time. Rows are never shuffled: neighbouring rows tell of each other, so a validation row between two training rows
/// would be known almost exactly. A gap leaves rows out where two parts meet, so that what lingers in the record from one part does not
/// help in the next. Every row is in exactly one part or in a gap.
/// </summary>
public static class SeriesSplitting
{
    /// <summary>Divides a series in three by shares of its rows.</summary>
    /// <param name="series">The series.</param>
    /// <param name="training">Share of the rows to train on, above 0, for instance 0.6. The number of rows is rounded down.</param>
    /// <param name="validation">Share to validate on, above 0; both together are below 1, and the rest is for the test.</param>
    /// <param name="gap">Time left out at the beginning of validation and of test; a multiple of the period. Zero if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The shares do not fit together, or a part would have no row.</exception>
    /// <exception cref="ArgumentException">The gap is no multiple of the period.</exception>
    public static SeriesSplit Split(this TimeSeries series, double training, double validation, TimeSpan? gap = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (!(training > 0 && validation > 0 && training + validation < 1))
            throw new ArgumentOutOfRangeException(nameof(training),
                FormattableString.Invariant($"Expected shares above 0 that leave some for the test, got {training} and {validation}: ")
                + "for instance 0.6 and 0.2.");
        return Divide(series, (int)(series.Rows * training), (int)(series.Rows * (training + validation)), Gap(series, gap));
    }

    /// <summary>Divides a series in three at two times.</summary>
    /// <param name="series">The series.</param>
    /// <param name="validationFrom">Time of the first row after training, before the gap.</param>
    /// <param name="testFrom">Time of the first row after validation, before the gap.</param>
    /// <param name="gap">Time left out at the beginning of validation and of test; a multiple of the period. Zero if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A part would have no row.</exception>
    /// <exception cref="ArgumentException">The gap is no multiple of the period.</exception>
    public static SeriesSplit Split(this TimeSeries series, DateTime validationFrom, DateTime testFrom, TimeSpan? gap = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Divide(series, RowAt(series, validationFrom), RowAt(series, testFrom), Gap(series, gap));
    }

    /// <summary>
    /// Divides a series in blocks of equally many rows, give or take one. Each is validated on once, with all the others to train on but
    /// for a gap on either side. Training then knows rows from after the validation: it measures a model, not a forecast that was due.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="count">Number of blocks, at least 2.</param>
    /// <param name="gap">
    /// Time left out of the training rows before and after the validation rows, at least the lookback of windows is sensible; a multiple of
    /// the period. Zero if null.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer blocks than 2 or more than rows, or nothing is left to train on.
    /// </exception>
    /// <exception cref="ArgumentException">The gap is no multiple of the period.</exception>
    public static IReadOnlyList<SeriesFold> Folds(this TimeSeries series, int count, TimeSpan? gap = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (count < 2 || count > series.Rows)
            throw new ArgumentOutOfRangeException(nameof(count), $"Expected 2 to {series.Rows} blocks of {series.Rows} rows, got {count}.");
        int left = Gap(series, gap);
        return [.. Enumerable.Range(0, count).Select(Fold)];

        SeriesFold Fold(int number)
        {
            var block = new RowRange(Start(number), Start(number + 1) - 1);
            RowRange[] around = [new(0, block.First - left - 1), new((int)Math.Min(series.Rows, block.Last + left + 1L), series.Rows - 1)];
            RowRange[] training = [.. around.Where(range => range.Count > 0)];
            return training.Length > 0 ? new SeriesFold(training, block) : throw new ArgumentOutOfRangeException(nameof(gap),
                $"Expected a gap that leaves rows to train on, got {left} rows on either side of block {number + 1} of {count}, of "
                + $"{series.Rows} rows.");
        }

        int Start(int number) => (int)((long)series.Rows * number / count);
    }

    /// <summary>
    /// Walks forward: each fold validates on the rows that follow those it trains on, as a forecast that is due would. The validation parts
    /// are the last rows of the series, one behind the other; the first fold trains on what comes before them all.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="folds">Number of folds, at least 1.</param>
    /// <param name="validation">Time that each fold validates on; a multiple of the period.</param>
    /// <param name="gap">Time left out between training and validation; a multiple of the period. Zero if null.</param>
    /// <param name="longestTraining">The most time to train on, the newest; a multiple of the period. Null for all.</param>
    /// <exception cref="ArgumentOutOfRangeException">The series is too short for so many folds.</exception>
    /// <exception cref="ArgumentException">A time is no multiple of the period.</exception>
    public static IReadOnlyList<SeriesFold> WalkForward(
        this TimeSeries series, int folds, TimeSpan validation, TimeSpan? gap = null, TimeSpan? longestTraining = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 1);
        int rows = RowsOf(series, validation, nameof(validation), 1), left = Gap(series, gap);
        int longest = longestTraining is { } most ? RowsOf(series, most, nameof(longestTraining), 1) : int.MaxValue;
        long first = series.Rows - (long)folds * rows;
        if (first - left < 1)
            throw new ArgumentOutOfRangeException(nameof(folds),
                $"Expected at least {(long)folds * rows + left + 1} rows for {folds} folds of {rows} rows with a gap of {left}, got "
                + $"{series.Rows}. Take fewer or shorter ones.");
        return [.. Enumerable.Range(0, folds).Select(fold =>
        {
            int start = (int)first + fold * rows, last = start - left - 1;
            return new SeriesFold([new RowRange((int)Math.Max(0L, last - (long)longest + 1), last)], new(start, start + rows - 1));
        })];
    }

    private static SeriesSplit Divide(TimeSeries series, int validation, int test, int gap)
    {
        var parts = new SeriesSplit(
            new(0, validation - 1), new((int)Math.Min(int.MaxValue, (long)validation + gap), test - 1),
            new((int)Math.Min(int.MaxValue, (long)test + gap), series.Rows - 1));
        if (parts.Training.Count > 0 && parts.Validation.Count > 0 && parts.Test.Count > 0) return parts;
        throw new ArgumentOutOfRangeException(nameof(series),
            $"Expected rows in every part, got {parts.Training.Count} to train on, {parts.Validation.Count} to validate on and "
            + $"{parts.Test.Count} to test on, of {series.Rows} rows with gaps of {gap}. Use other shares, a smaller gap or a longer "
            + "record.");
    }

    /// <summary>The first row at a time or after it.</summary>
    private static int RowAt(TimeSeries series, DateTime time)
    {
        long ticks = (time - series.Start).Ticks, period = series.Period.Ticks;
        return (int)Math.Clamp(ticks <= 0 ? 0 : (ticks + period - 1) / period, 0, series.Rows);
    }

    private static int Gap(TimeSeries series, TimeSpan? gap) => gap is { } time ? RowsOf(series, time, nameof(gap), 0) : 0;

    private static int RowsOf(TimeSeries series, TimeSpan time, string name, int least)
    {
        long rows = time.Ticks / series.Period.Ticks;
        if (time.Ticks % series.Period.Ticks != 0 || rows < least || rows > int.MaxValue)
            throw new ArgumentException(
                $"Expected a multiple of the record's period {series.Period}, at least {least} of it; got {time}.", name);
        return (int)rows;
    }
}
