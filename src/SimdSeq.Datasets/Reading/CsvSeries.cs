using SimdSeq.Data;

namespace SimdSeq.Datasets;

/// <summary>
/// Reads a multivariate series from comma-separated values: a file that is plain, gzip or a zip with one csv inside. The header names the
/// columns; one of them holds the time; those that are read hold numbers with a decimal point, whatever the machine's culture.
/// </summary>
/// <remarks>
/// Rows are kept as they come: duplicates are not dropped and gaps not filled, only reported (<see cref="ReadWithReport"/>). A record has
/// at most 1,048,576 characters, a field 4,096, a series 536,870,912 values, and a packed file unpacks to at most 4 GiB.
/// </remarks>
/// <example><code>
/// TimeSeries series = CsvSeries.Read("ETTh1.csv");
/// TimeSeries load = CsvSeries.Read("load.csv.gz", new CsvSeriesOptions
/// {
///     TimeColumn = "measured at", Columns = ["load", "price"], Missing = MissingRule.Keep, MissingMarks = ["NA"],
/// });
/// </code></example>
public static class CsvSeries
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="options">Which columns and rows, and what becomes of missing values; null for all, and the last value before.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SeriesFormatException">It is a folder or a pipe, or malformed, truncated or empty: with file, line and column.
    /// </exception>
    /// <exception cref="ArgumentException">The options do not go together.</exception>
    public static TimeSeries Read(string path, CsvSeriesOptions? options = null) => ReadWithReport(path, options).Series;

    /// <summary>The same with what was noticed on the way: gaps, duplicates, missing values.</summary>
    /// <inheritdoc cref="Read(string, CsvSeriesOptions?)"/>
    public static (TimeSeries Series, SeriesReport Report) ReadWithReport(string path, CsvSeriesOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return SeriesReader.Read(path, options);
    }

    /// <summary>Reads the names of a file's columns, without the time.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SeriesFormatException">The file has no header of a series.</exception>
    public static IReadOnlyList<string> ReadColumns(string path) => SeriesReader.ReadColumns(path);
}
