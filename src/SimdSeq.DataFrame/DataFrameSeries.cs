using System.Globalization;
using Microsoft.Data.Analysis;
using SimdSeq.Data;

namespace SimdSeq.Datasets;

/// <summary>Data frames as series, and series as data frames.</summary>
public static class DataFrameSeries
{
    /// <summary>Takes the rows of a frame, in order of time, as a series; the values are copied.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="timeColumn">Name of the column of times: of <see cref="DateTime"/>, or texts such as <c>2024-03-01 17:00:00</c>.
    /// </param>
    /// <param name="columns">Names of the columns wanted, in the order wanted; null for all of numbers.</param>
    /// <param name="missing">What becomes of values that are null or not a number.</param>
    /// <exception cref="ArgumentException">A column is not there, or has no numbers or times.</exception>
    /// <exception cref="SeriesFormatException">Rows are too few or not in order, or a column has no value; <c>Line</c> is the row's number
    /// from 1.</exception>
    public static TimeSeries ToTimeSeries(
        this DataFrame frame, string timeColumn, IReadOnlyList<string>? columns = null, MissingRule missing = MissingRule.Previous)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(timeColumn);
        DataFrameColumn times = Find(frame, timeColumn);
        columns ??= [.. frame.Columns.Where(column => column.Name != timeColumn && column.IsNumericColumn()).Select(column => column.Name)];
        var taken = new List<(string, Func<long, double?>)>();
        foreach (string name in columns)
        {
            DataFrameColumn column = Find(frame, name);
            if (!column.IsNumericColumn())
                throw new ArgumentException(
                    $"Expected numbers in column '{name}', got {column.DataType.Name}. Leave it out, or convert it.");
            taken.Add((name, row => column[row] is { } value ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : null));
        }

        return RowSeries.Read(Rows(frame.Rows.Count), row => TimeOf(times, row), taken, missing);
    }

    /// <summary>A series as a frame: a column of times, and one of numbers for each of its columns, null where a value is none.</summary>
    /// <param name="series">The series; its values are copied.</param>
    /// <param name="timeColumn">Name of the column of times.</param>
    /// <exception cref="ArgumentException">The series has a column of that name.</exception>
    public static DataFrame ToDataFrame(this TimeSeries series, string timeColumn = "time")
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentException.ThrowIfNullOrEmpty(timeColumn);
        if (series.Columns.Contains(timeColumn, StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"Expected a name that no column has, got '{timeColumn}'.", nameof(timeColumn));
        var times = Enumerable.Range(0, series.Rows).Select(series.TimeOf);
        var frame = new DataFrame(new PrimitiveDataFrameColumn<DateTime>(timeColumn, times));
        for (int c = 0; c < series.Features; c++)
        {
            int column = c;
            frame.Columns.Add(new PrimitiveDataFrameColumn<float>(series.Columns[c], Enumerable.Range(0, series.Rows)
                .Select(row => float.IsNaN(series[row, column]) ? (float?)null : series[row, column])));
        }

        return frame;
    }

    private static DataFrameColumn Find(DataFrame frame, string name) =>
        frame.Columns.FirstOrDefault(column => column.Name == name) ?? throw new ArgumentException(
            $"Expected one of the columns {string.Join(", ", frame.Columns.Select(column => column.Name))}; got '{name}'.");

    private static DateTime TimeOf(DataFrameColumn times, long row) => times[row] switch
    {
        DateTime time => time,
        string text when DateTime.TryParse(text, CultureInfo.InvariantCulture, out DateTime time) => time,
        var other => throw new SeriesFormatException(
            "the frame", row + 1, times.Name, $"expected a time such as 2024-03-01 17:00:00, got '{other ?? "nothing"}'. Correct the row."),
    };

    private static IEnumerable<long> Rows(long count)
    {
        for (long row = 0; row < count; row++) yield return row;
    }
}
