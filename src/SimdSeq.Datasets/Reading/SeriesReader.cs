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
/// one. A record has at most 1,048,576 characters, a field 4,096, a series 536,870,912 values, and a packed file unpacks to at most 4 GiB.
/// </remarks>
public sealed class SeriesReader : IDisposable
{
    private const int LongestField = 4096;

    private readonly string _path;
    private readonly SeriesOptions _options;
    private readonly ReadingLimits _limits;
    private readonly SeriesFile _file;
    private readonly RecordText _text;
    private readonly CsvParser _parser;
    private readonly TimestampColumn _timestamps = new();
    private readonly SamplingClock _clock = new();
    private SeriesHeader? _header;
    private long _line; // of the last row read

    private SeriesReader(string path, SeriesOptions options, ReadingLimits limits)
    {
        _path = path;
        _options = options;
        _limits = limits;
        _file = SeriesFile.Open(path, limits);
        _text = new RecordText(_file.Reader, limits.Record, TooLong);
        _parser = new CsvParser(_text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            MaxFieldSize = LongestField, // a quote that is never closed would otherwise swallow the rest of the file
            BadDataFound = bad =>
            {
                if (_header is null) SeriesHeader.CheckSeparator(path, bad.RawRecord);
                throw new SeriesFormatException(path, FirstLine(bad.RawRecord), null,
                    $"expected a quoted field to end at a comma, got '{Excerpt.Of(bad.Field)}'. Correct the quotes.");
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
    public static (TimeSeries Series, SeriesReport Report) Read(string path, SeriesOptions? options = null) =>
        Read(path, options ?? new SeriesOptions(), ReadingLimits.Default);

    /// <summary>The same with other limits.</summary>
    internal static (TimeSeries Series, SeriesReport Report) Read(string path, SeriesOptions options, ReadingLimits limits)
    {
        if (options.MaximumRows < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), $"Expected {nameof(options.MaximumRows)} of at least 1, got {options.MaximumRows}.");
        }

        if (ColumnNames.Twice((options.Columns ?? []).Select(ColumnNames.Clean)) is { } twice)
            throw new ArgumentException($"Expected each of {nameof(options.Columns)} once, got '{twice}' more than once.", nameof(options));
        using var reader = new SeriesReader(path, options, limits);
        return reader.Guard(reader.ReadAll);
    }

    /// <summary>Reads the names of a file's columns, without the time.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SeriesFormatException">The file has no header of a series.</exception>
    public static IReadOnlyList<string> ReadColumns(string path)
    {
        using var reader = new SeriesReader(path, new SeriesOptions(), ReadingLimits.Default);
        return reader.Guard(() => reader.ReadHeader().Columns);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _parser.Dispose();
        _file.Dispose();
    }

    private (TimeSeries, SeriesReport) ReadAll()
    {
        SeriesHeader header = ReadHeader();
        string[] columns = header.Columns;
        var values = new List<float>(1 << 16);
        while (_clock.Rows < _options.MaximumRows && ReadRecord()) ReadRow(header, values);
        if (_clock.Rows == 0)
            throw new SeriesFormatException(_path, 1, null,
                "expected rows after the header, got none. Download the file again.");
        TimeSpan period = _clock.FindPeriod() ?? throw new SeriesFormatException(_path, _line, header.Names[header.TimeField],
            $"expected at least two rows of different times to find the sampling period, got {_clock.Rows} row(s). Read more rows.");

        float[] filled = [.. values];
        var missing = new Dictionary<string, int>();
        for (int c = 0; c < columns.Length; c++)
        {
            int count = MissingValues.Fill(filled, columns.Length, c);
            if (count < 0)
                throw new SeriesFormatException(_path, 0, columns[c],
                    $"expected at least one valid value, got {_clock.Rows} missing ones. Leave the column out.");
            if (count > 0) missing[columns[c]] = count;
        }

        (List<SeriesGap> gaps, int irregular) = _clock.Compare(period);
        var report = new SeriesReport(_path, _clock.Rows, _clock.First, _clock.Last, period, gaps, _clock.Duplicates, irregular, missing);
        return (new TimeSeries(filled, columns, _clock.First, period), report);
    }

    private SeriesHeader ReadHeader()
    {
        _file.CheckKind();
        if (!ReadRecord()) throw new SeriesFormatException(_path, 1, null, "expected a header, got nothing but empty lines. Add it.");
        SeriesHeader header = SeriesHeader.Read(_path, _parser.Record!, _parser.RawRecord, _options);
        _line = _parser.RawRow;
        return _header = header;
    }

    private bool ReadRecord()
    {
        _text.BeginRecord();
        return _parser.Read();
    }

    private void ReadRow(SeriesHeader header, List<float> values)
    {
        if (_parser.Count != header.Names.Length)
        {
            if (SpansLines(_parser.RawRecord))
                throw new SeriesFormatException(_path, FirstLine(_parser.RawRecord), null,
                    $"expected {header.Names.Length} fields as in the header, got {_parser.Count} that end in another line. Look for a "
                    + "quote that is not closed.");
            string? lacking = _parser.Count < header.Names.Length ? header.Names[_parser.Count] : null;
            throw new SeriesFormatException(_path, _parser.RawRow, lacking,
                $"expected {header.Names.Length} fields as in the header, got {_parser.Count}. The line is cut or has extra commas; "
                + "correct it or download the file again.");
        }

        if (!_timestamps.TryParse(_parser[header.TimeField].AsSpan().Trim(), out DateTime time))
            throw new SeriesFormatException(_path, _parser.RawRow, header.Names[header.TimeField],
                $"expected a time as {TimestampColumn.Expected}, got '{Excerpt.Of(_parser[header.TimeField])}'. Correct the line.");
        if (!_clock.TryAdvance(time))
            throw new SeriesFormatException(_path, _parser.RawRow, header.Names[header.TimeField],
                FormattableString.Invariant($"expected a time after {_clock.Last:yyyy-MM-dd HH:mm:ss}, got {time:yyyy-MM-dd HH:mm:ss}: ")
                + "time goes backwards. Sort the rows by time.");
        if (values.Count + header.Fields.Length > _limits.Values)
            throw new SeriesFormatException(_path, _parser.RawRow, null,
                $"expected at most {_limits.Values:N0} values in all, got more. Choose fewer columns or rows, or split the file.");
        for (int c = 0; c < header.Fields.Length; c++) values.Add(ReadValue(header, c));
        _line = _parser.RawRow;
    }

    private float ReadValue(SeriesHeader header, int column)
    {
        ReadOnlySpan<char> text = _parser[header.Fields[column]].AsSpan().Trim();
        if (text.IsEmpty) return float.NaN;
        if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) || !float.IsFinite(value))
            throw new SeriesFormatException(_path, FirstLine(_parser.RawRecord), header.Columns[column],
                $"expected a number with a decimal point, got '{Excerpt.Of(text.ToString())}'. Correct it, or write -9999 for a missing "
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
        catch (CsvHelperException e) when (_header is null)
        {
            throw new SeriesFormatException(_path, 1, null,
                $"expected a header of comma-separated names of at most {LongestField} characters, got {_file.Kind.Name} with a longer "
                + "one. Is this the right file?", e);
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

    private SeriesFormatException TooLong() => new(_path, _line + 1, null,
        $"expected a record of at most {_limits.Record:N0} characters, got a longer one that begins here. Look for a quote that is not "
        + "closed or lines without ends. Is this the right file?");

    /// <summary>The line where a record begins; it ends in another when line ends stand within quotes.</summary>
    private long FirstLine(string record) => SpansLines(record) ? _line + 1 : _parser.RawRow;

    private static bool SpansLines(string record) => record.AsSpan().Trim().Contains('\n');
}
