using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using SimdSeq.Data;

namespace SimdSeq.Datasets;

/// <summary>
/// Reads a regular multivariate series from comma-separated text: plain, gzip or a zip with one csv inside. The header names the columns;
/// one of them, "Date Time" or "date", holds the time as <c>dd.MM.yyyy HH:mm:ss</c> or <c>yyyy-MM-dd HH:mm:ss</c>; all others hold numbers
/// with a decimal point, whatever the machine's culture.
/// </summary>
/// <remarks>
/// Rows are kept as they come: duplicates are not dropped and gaps not filled, only reported, so row numbers are the file's (as in the book
/// the recipes follow). Missing values (-9999 or an empty field) take the last valid value before them, at the beginning the first valid
/// one.
/// </remarks>
public sealed class SeriesReader : IDisposable
{
    private const int LongestField = 4096;

    private readonly string _path;
    private readonly SeriesOptions _options;
    private readonly SeriesFile _file;
    private readonly CsvParser _parser;
    private readonly TimestampColumn _timestamps = new();
    private readonly SamplingClock _clock = new();
    private string[] _header = [];
    private int _timeField;
    private int[] _fields = [];
    private long _line; // of the last row read
    private string[] _columns = [];

    private SeriesReader(string path, SeriesOptions options)
    {
        _path = path;
        _options = options;
        _file = SeriesFile.Open(path);
        _parser = new CsvParser(_file.Reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            MaxFieldSize = LongestField, // a quote that is never closed would otherwise swallow the rest of the file
            BadDataFound = bad =>
            {
                if (_header.Length == 0) CheckSeparator(bad.RawRecord);
                throw new SeriesFormatException(path, FirstLine(bad.RawRecord), null,
                    $"expected a quoted field to end at a comma, got '{Shorten(bad.Field)}'. Correct the quotes.");
            },
        });
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="options">Which columns and how many rows; null for all.</param>
    /// <returns>The series, without missing values, and what was noticed on the way.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SeriesFormatException">It is a folder or a pipe, or malformed, truncated or empty.</exception>
    /// <exception cref="ArgumentException">The options ask for less than one row, or for a column twice.</exception>
    public static (TimeSeries Series, SeriesReport Report) Read(string path, SeriesOptions? options = null)
    {
        options ??= new SeriesOptions();
        if (options.MaximumRows < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), $"Expected {nameof(options.MaximumRows)} of at least 1, got {options.MaximumRows}.");
        }

        if (Twice(options.Columns ?? []) is { } twice)
            throw new ArgumentException($"Expected each of {nameof(options.Columns)} once, got '{twice}' more than once.", nameof(options));
        using var reader = new SeriesReader(path, options);
        return reader.Guard(reader.ReadAll);
    }

    /// <summary>Reads the names of a file's columns, without the time.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SeriesFormatException">The file has no header of a series.</exception>
    public static IReadOnlyList<string> ReadColumns(string path)
    {
        using var reader = new SeriesReader(path, new SeriesOptions());
        return reader.Guard(() =>
        {
            reader.ReadHeader();
            return reader._columns;
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _parser.Dispose();
        _file.Dispose();
    }

    private (TimeSeries, SeriesReport) ReadAll()
    {
        ReadHeader();
        var values = new List<float>(1 << 16);
        while (_clock.Rows < _options.MaximumRows && _parser.Read()) ReadRow(values);
        if (_clock.Rows == 0)
            throw new SeriesFormatException(_path, 1, null,
                "expected rows after the header, got none. Download the file again.");
        TimeSpan period = _clock.FindPeriod() ?? throw new SeriesFormatException(_path, _line, _header[_timeField],
            $"expected at least two rows of different times to find the sampling period, got {_clock.Rows} row(s). Read more rows.");

        float[] filled = [.. values];
        var missing = new Dictionary<string, int>();
        for (int c = 0; c < _columns.Length; c++)
        {
            int count = MissingValues.Fill(filled, _columns.Length, c);
            if (count < 0)
                throw new SeriesFormatException(_path, 0, _columns[c],
                    $"expected at least one valid value, got {_clock.Rows} missing ones. Leave the column out.");
            if (count > 0) missing[_columns[c]] = count;
        }

        (List<SeriesGap> gaps, int irregular) = _clock.Compare(period);
        var report = new SeriesReport(_path, _clock.Rows, _clock.First, _clock.Last, period, gaps, _clock.Duplicates, irregular, missing);
        return (new TimeSeries(filled, _columns, _clock.First, period), report);
    }

    private void ReadHeader()
    {
        if (!_parser.Read()) throw new SeriesFormatException(_path, 1, null, "expected a header, got an empty file. Download it again.");
        _header = [.. _parser.Record!.Select(name => name.Trim())];
        _line = _parser.RawRow;
        _timeField = TimestampColumn.Find(_header);
        if (_timeField < 0)
        {
            CheckSeparator(_parser.RawRecord);
            throw new SeriesFormatException(_path, 1, null,
                $"expected a header with a time column {TimestampColumn.Names}, got '{Shorten(string.Join(",", _header))}'. Is this the "
                + "right file, with its header?");
        }

        if (Twice(_header) is { } twice)
        {
            throw twice.Length > 0
                ? new SeriesFormatException(_path, 1, twice, "expected different column names, got this one more than once. Rename one.")
                : new SeriesFormatException(_path, 1, null, "expected a name for every column, got empty ones. Name them, or remove the "
                    + "commas where nothing stands between them.");
        }

        IEnumerable<string> wanted = _options.Columns ?? [.. _header.Where((_, i) => i != _timeField)];
        if (_options.SkipAbsentColumns) wanted = wanted.Where(_header.Contains);
        _columns = [.. wanted];
        _fields = [.. _columns.Select(name => Array.IndexOf(_header, name))];
        int absent = Array.IndexOf(_fields, -1);
        if (absent >= 0)
            throw new SeriesFormatException(_path, 1, _columns[absent],
                $"expected this column in the header, got '{Shorten(string.Join(",", _header))}'. Choose among these columns.");
        if (_columns.Length == 0)
            throw new SeriesFormatException(_path, 1, null,
                $"expected columns of numbers, got '{Shorten(string.Join(",", _header))}'. Is this the right file?");
    }

    private void ReadRow(List<float> values)
    {
        if (_parser.Count != _header.Length)
        {
            if (SpansLines(_parser.RawRecord))
                throw new SeriesFormatException(_path, FirstLine(_parser.RawRecord), null,
                    $"expected {_header.Length} fields as in the header, got {_parser.Count} that end in another line. Look for a quote "
                    + "that is not closed.");
            string? lacking = _parser.Count < _header.Length ? _header[_parser.Count] : null;
            throw new SeriesFormatException(_path, _parser.RawRow, lacking,
                $"expected {_header.Length} fields as in the header, got {_parser.Count}. The line is cut or has extra commas; correct "
                + "it or download the file again.");
        }

        if (!_timestamps.TryParse(_parser[_timeField].AsSpan().Trim(), out DateTime time))
            throw new SeriesFormatException(_path, _parser.RawRow, _header[_timeField],
                $"expected a time as {TimestampColumn.Expected}, got '{Shorten(_parser[_timeField])}'. Correct the line.");
        if (!_clock.TryAdvance(time))
            throw new SeriesFormatException(_path, _parser.RawRow, _header[_timeField],
                FormattableString.Invariant($"expected a time after {_clock.Last:yyyy-MM-dd HH:mm:ss}, got {time:yyyy-MM-dd HH:mm:ss}: ")
                + "time goes backwards. Sort the rows by time.");
        for (int c = 0; c < _fields.Length; c++) values.Add(ReadValue(c));
        _line = _parser.RawRow;
    }

    private float ReadValue(int column)
    {
        ReadOnlySpan<char> text = _parser[_fields[column]].AsSpan().Trim();
        if (text.IsEmpty) return float.NaN;
        if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) || !float.IsFinite(value))
            throw new SeriesFormatException(_path, FirstLine(_parser.RawRecord), _columns[column],
                $"expected a number with a decimal point, got '{Shorten(text.ToString())}'. Correct it, or write -9999 for a missing "
                + "value.");
        return value == (float)_options.Missing ? float.NaN : value;
    }

    /// <summary>Turns errors of the archive and the csv parser into ones that name file and line.</summary>
    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvHelperException e) when (e.InnerException is SeriesFormatException inner)
        {
            throw inner;
        }
        catch (CsvHelperException e)
        {
            throw new SeriesFormatException(_path, _line + 1, null,
                $"expected comma-separated fields of at most {LongestField} characters, got a longer one that begins here. Look for a "
                + "quote that is not closed.", e);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new SeriesFormatException(_path, _parser.RawRow, null,
                $"expected more rows, got the end of readable data: the archive is truncated or damaged ({e.Message}). Download it "
                + "again.", e);
        }
    }

    private void CheckSeparator(string header)
    {
        foreach ((char separator, string name) in (ReadOnlySpan<(char, string)>)[(';', "semicolons"), ('\t', "tabs")])
        {
            if (header.Count(separator) > header.Count(','))
                throw new SeriesFormatException(_path, 1, null,
                    $"expected fields separated by commas, got {name}: '{Shorten(header)}'. Save the file with commas between fields, and "
                    + "points in numbers.");
        }
    }

    /// <summary>The line where a record begins; it ends in another when line ends stand within quotes.</summary>
    private long FirstLine(string record) => SpansLines(record) ? _line + 1 : _parser.RawRow;

    private static bool SpansLines(string record) => record.AsSpan().Trim().Contains('\n');

    private static string? Twice(IEnumerable<string> names) => names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key;

    private static string Shorten(string text)
    {
        string line = text.TrimEnd().ReplaceLineEndings(" ");
        return line.Length <= 120 ? line : line[..117] + "...";
    }
}
