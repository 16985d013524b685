namespace SimdSeq.Data;

/// <summary>
/// Standard scores per column, <c>z = (x - mean) / deviation</c>, with the mean and the population standard deviation
/// <c>sqrt(sum((x - mean)^2) / n)</c> of the rows it was fitted on: the training rows, so that nothing of later rows leaks into training.
/// </summary>
public sealed class Standardizer
{
    private readonly string[] _columns;
    private readonly double[] _mean;
    private readonly double[] _deviation;

    private Standardizer(string[] columns, double[] mean, double[] deviation)
    {
        _columns = columns;
        _mean = mean;
        _deviation = deviation;
    }

    /// <summary>Names of the columns, in order.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>Mean of every column, in its unit.</summary>
    public ReadOnlySpan<double> Means => _mean;

    /// <summary>Population standard deviation of every column, in its unit; 0 where the column is constant.</summary>
    public ReadOnlySpan<double> Deviations => _deviation;

    /// <summary>Measures mean and deviation of every column, in two passes accumulated in double.</summary>
    /// <param name="series">The series.</param>
    /// <param name="rows">The rows to measure, usually the training rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The series does not cover these rows.</exception>
    /// <exception cref="ArgumentException">A value is not finite; the message names its column and row.</exception>
    public static Standardizer Fit(TimeSeries series, RowRange rows)
    {
        ArgumentNullException.ThrowIfNull(series);
        rows.CheckInside(series.Rows, nameof(rows));
        int features = series.Features;
        var mean = new double[features];
        var deviation = new double[features];
        var varies = new bool[features];
        ReadOnlySpan<float> first = series.Row(rows.First);

        for (int r = rows.First; r <= rows.Last; r++)
        {
            ReadOnlySpan<float> row = series.Row(r);
            for (int f = 0; f < row.Length; f++)
            {
                CheckFinite(row[f], series, r, f);
                mean[f] += row[f];
                varies[f] |= row[f] != first[f];
            }
        }

        // A constant column has deviation exactly 0; rounding in the sum must not turn that into a huge 1 / deviation.
        for (int f = 0; f < features; f++) mean[f] = varies[f] ? mean[f] / rows.Count : first[f];

        for (int r = rows.First; r <= rows.Last; r++)
        {
            ReadOnlySpan<float> row = series.Row(r);
            for (int f = 0; f < row.Length; f++)
            {
                double difference = row[f] - mean[f];
                deviation[f] += difference * difference;
            }
        }

        for (int f = 0; f < features; f++) deviation[f] = Math.Sqrt(deviation[f] / rows.Count);
        return new Standardizer([.. series.Columns], mean, deviation);
    }

    /// <summary>Standard scores of a series, as a new series; a column constant in the fitted rows becomes zero everywhere.</summary>
    /// <param name="series">A series with the columns this was fitted on.</param>
    /// <exception cref="ArgumentException">Other columns than at fitting, or a value that is not finite.</exception>
    public TimeSeries Transform(TimeSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (!series.Columns.SequenceEqual(_columns, StringComparer.Ordinal))
            throw new ArgumentException(
                $"Expected the columns this was fitted on, {string.Join(", ", _columns)}; got {string.Join(", ", series.Columns)}.",
                nameof(series));

        var scores = new float[series.Values.Length];
        int at = 0;
        for (int r = 0; r < series.Rows; r++)
        {
            ReadOnlySpan<float> row = series.Row(r);
            for (int f = 0; f < row.Length; f++, at++)
            {
                CheckFinite(row[f], series, r, f);
                scores[at] = _deviation[f] == 0 ? 0 : (float)((row[f] - _mean[f]) / _deviation[f]);
            }
        }

        return new TimeSeries(scores, _columns, series.Start, series.Period);
    }

    /// <summary>Mean of one column, in its unit.</summary>
    /// <param name="column">Name of the column.</param>
    public double Mean(string column) => _mean[IndexOf(column)];

    /// <summary>
    /// Deviation of one column, in its unit: the factor that turns an error in standard scores into one in, say, degrees Celsius.
    /// </summary>
    /// <param name="column">Name of the column, for example <c>T (degC)</c>.</param>
    public double Deviation(string column) => _deviation[IndexOf(column)];

    /// <summary>The value behind a standard score, <c>x = z * deviation + mean</c>, in the column's unit.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="score">A standard score.</param>
    public double Invert(string column, double score)
    {
        int f = IndexOf(column);
        return score * _deviation[f] + _mean[f];
    }

    private int IndexOf(string column)
    {
        int index = Array.IndexOf(_columns, column);
        return index >= 0
            ? index
            : throw new ArgumentException($"Expected one of the columns {string.Join(", ", _columns)}; got '{column}'.", nameof(column));
    }

    private static void CheckFinite(float value, TimeSeries series, int row, int column)
    {
        if (!float.IsFinite(value))
            throw new ArgumentException(
                $"Expected a finite value in column '{series.Columns[column]}', row {row}; got {value}. Fill missing values before "
                + "standardising.",
                nameof(series));
    }
}
