using SimdSeq.Data;

namespace SimdSeq.Datasets;

/// <summary>Makes a series of rows that come one after another: from a database, a message queue, a web service.</summary>
/// <example><code>
/// TimeSeries series = await RowSeries.ReadAsync(
///     database.Readings.AsAsyncEnumerable(), row => row.Time, ("load", row => row.Load), ("oil", row => row.Oil));
/// </code></example>
public static class RowSeries
{
    private const string Source = "the rows";

    /// <summary>Reads rows to their end.</summary>
    /// <typeparam name="TRow">A row.</typeparam>
    /// <param name="rows">The rows, in order of time.</param>
    /// <param name="time">The time of a row.</param>
    /// <param name="columns">Of each column its name and its value of a row; null or not-a-number: missing.</param>
    /// <param name="missing">What becomes of missing values.</param>
    /// <param name="cancellation">Stops soon.</param>
    /// <exception cref="SeriesFormatException">Rows are too few or not in order, or a column has no value; <c>Line</c> is the row's number
    /// from 1.</exception>
    /// <exception cref="ArgumentException">There is no column, or two have one name.</exception>
    public static async Task<TimeSeries> ReadAsync<TRow>(
        IAsyncEnumerable<TRow> rows, Func<TRow, DateTime> time, IReadOnlyList<(string Name, Func<TRow, double?> Value)> columns,
        MissingRule missing = MissingRule.Previous, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var builder = new Builder<TRow>(time, columns, missing);
        await foreach (var row in rows.WithCancellation(cancellation).ConfigureAwait(false)) builder.Add(row);
        return builder.Finish();
    }

    /// <summary>Reads rows with standard rules; missing values take the last one before.</summary>
    /// <typeparam name="TRow">A row.</typeparam>
    /// <param name="rows">The rows, in order of time.</param>
    /// <param name="time">The time of a row.</param>
    /// <param name="columns">Of each column its name and its value of a row; null or not-a-number: missing.</param>
    /// <exception cref="SeriesFormatException">Rows are too few or not in order, or a column has no value.</exception>
    /// <exception cref="ArgumentException">There is no column, or two have one name.</exception>
    public static Task<TimeSeries> ReadAsync<TRow>(
        IAsyncEnumerable<TRow> rows, Func<TRow, DateTime> time, params (string Name, Func<TRow, double?> Value)[] columns) =>
        ReadAsync(rows, time, columns, MissingRule.Previous);

    /// <summary>The same of rows that are there.</summary>
    /// <typeparam name="TRow">A row.</typeparam>
    /// <param name="rows">The rows, in order of time.</param>
    /// <param name="time">The time of a row.</param>
    /// <param name="columns">Of each column its name and its value of a row; null or not-a-number: missing.</param>
    /// <param name="missing">What becomes of missing values.</param>
    /// <exception cref="SeriesFormatException">Rows are too few or not in order, or a column has no value; <c>Line</c> is the row's number
    /// from 1.</exception>
    /// <exception cref="ArgumentException">There is no column, or two have one name.</exception>
    public static TimeSeries Read<TRow>(
        IEnumerable<TRow> rows, Func<TRow, DateTime> time, IReadOnlyList<(string Name, Func<TRow, double?> Value)> columns,
        MissingRule missing = MissingRule.Previous)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var builder = new Builder<TRow>(time, columns, missing);
        foreach (var row in rows) builder.Add(row);
        return builder.Finish();
    }

    private sealed class Builder<TRow>
    {
        private readonly Func<TRow, DateTime> _time;
        private readonly IReadOnlyList<(string Name, Func<TRow, double?> Value)> _columns;
        private readonly MissingRule _missing;
        private readonly SamplingClock _clock = new();
        private readonly List<float> _values = [];

        public Builder(
            Func<TRow, DateTime> time, IReadOnlyList<(string Name, Func<TRow, double?> Value)> columns, MissingRule missing)
        {
            ArgumentNullException.ThrowIfNull(time);
            ArgumentNullException.ThrowIfNull(columns);
            if (columns.Count == 0) throw new ArgumentException("Expected at least one column, got none.", nameof(columns));
            if (ColumnNames.Twice(columns.Select(column => column.Name)) is { } twice)
                throw new ArgumentException($"Expected different column names, got '{twice}' more than once.", nameof(columns));
            (_time, _columns, _missing) = (time, columns, missing);
        }

        public void Add(TRow row)
        {
            long number = _clock.Rows + 1L;
            var time = _time(row);
            if (!_clock.TryAdvance(time))
                throw new SeriesFormatException(Source, number, null, FormattableString.Invariant(
                    $"expected a time after {_clock.Last:yyyy-MM-dd HH:mm:ss}, got {time:yyyy-MM-dd HH:mm:ss}: time goes backwards. ")
                    + "Sort the rows by time.");
            foreach (var (name, of) in _columns)
            {
                float value = (float)(of(row) ?? double.NaN);
                if (float.IsInfinity(value) || float.IsNaN(value) && _missing == MissingRule.Refuse)
                    throw new SeriesFormatException(Source, number, name, FormattableString.Invariant(
                        $"expected a finite number, got {(float.IsNaN(value) ? "none" : "one that is infinite in float")}. Correct it, ")
                        + $"or choose another {nameof(MissingRule)}.");
                _values.Add(value);
            }
        }

        public TimeSeries Finish()
        {
            var period = _clock.FindPeriod() ?? throw new SeriesFormatException(Source, 0, null,
                $"expected at least two rows of different times to find the sampling period, got {_clock.Rows} row(s). Read more rows.");
            return MissingValues.Fill(
                [.. _values], [.. _columns.Select(column => column.Name)], _clock.First, period, _missing,
                column => new SeriesFormatException(
                    Source, 0, column, "expected at least one value, got missing ones alone. Leave it out.")).Series;
        }
    }
}
