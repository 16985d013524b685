using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using SimdSeq.Data;

namespace SimdSeq.Datasets;

/// <summary>Reads a file for <see cref="CsvSeries"/>, record by record.</summary>
internal sealed class SeriesReader : IDisposable
{
    private const int LongestField = 4096;

    private readonly string _path;
    private readonly CsvSeriesOptions _options;
    private readonly ReadingLimits _limits;
    private readonly SeriesFile _file;
    private readonly RecordText _text;
    private readonly CsvParser _parser;
    private readonly TimestampColumn _timestamps;
    private readonly NumberFormatInfo _numbers = new();
    private readonly SamplingClock _clock = new();
    private SeriesHeader? _header;
    private long _line; // of the last row read

    private SeriesReader(string path, CsvSeriesOptions options, ReadingLimits limits)
    {
        _path = path;
        _options = options;
        _limits = limits;
        _timestamps = new TimestampColumn(options.TimeFormat);
        if (options.DecimalComma) (_numbers.NumberDecimalSeparator, _numbers.NumberGroupSeparator) = (",", ".");
        _file = SeriesFile.Open(path, limits);
        _text = new RecordText(_file.Reader, limits.Record, TooLong);
        _parser = new CsvParser(_text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = options.Separator.ToString(),
            MaxFieldSize = LongestField, // a quote that is never closed would otherwise swallow the rest of the file
            BadDataFound = bad =>
            {
                if (_header is null) SeriesHeader.CheckSeparator(path, bad.RawRecord, options);
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
    public static (TimeSeries Series, SeriesReport Report) Read(string path, CsvSeriesOptions? options = null) =>
        Read(path, options ?? new CsvSeriesOptions(), ReadingLimits.Default);

    /// <summary>The same with other limits.</summary>
    internal static (TimeSeries Series, SeriesReport Report) Read(string path, CsvSeriesOptions options, ReadingLimits limits)
    {
        options.Check();
        using var reader = new SeriesReader(path, options, limits);
        return reader.Guard(reader.ReadAll);
    }

    /// <summary>Reads the names of a file's columns, without the time.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SeriesFormatException">The file has no header of a series.</exception>
    public static IReadOnlyList<string> ReadColumns(string path)
    {
        using var reader = new SeriesReader(path, new CsvSeriesOptions(), ReadingLimits.Default);
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
                "expected rows after the header, got none. "
                + (_options.IsOfDataSet ? "Download the file again." : "Add rows, or choose another file."));
        TimeSpan period = _options.Period ?? _clock.FindPeriod() ?? throw new SeriesFormatException(
            _path, _line, header.Names[header.TimeField],
            $"expected at least two rows of different times to find the sampling period, got {_clock.Rows} row(s). Read more rows.");

        var (series, missing) = MissingValues.Fill(
            [.. values], columns, _clock.First, period, _options.Missing, column => new SeriesFormatException(_path, 0, column,
                $"expected at least one valid value, got {_clock.Rows} missing ones. Leave the column out."));
        (List<SeriesGap> gaps, int irregular) = _clock.Compare(period);
        var report = new SeriesReport(_path, _clock.Rows, _clock.First, _clock.Last, period, gaps, _clock.Duplicates, irregular, missing);
        return (series, report);
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
                + $"correct it{(_options.IsOfDataSet ? " or download the file again" : "")}.");
        }

        if (header.TimeField < 0)
            _clock.TryAdvance(_options.Start + _clock.Rows * _options.Period!.Value);
        else
            ReadTime(header);
        if (values.Count + header.Fields.Length > _limits.Values)
            throw new SeriesFormatException(_path, _parser.RawRow, null,
                $"expected at most {_limits.Values:N0} values in all, got more. Choose fewer columns or rows, or split the file.");
        for (int c = 0; c < header.Fields.Length; c++) values.Add(ReadValue(header, c));
        _line = _parser.RawRow;
    }

    private void ReadTime(SeriesHeader header)
    {
        if (!_timestamps.TryParse(_parser[header.TimeField].AsSpan().Trim(), out DateTime time))
            throw new SeriesFormatException(_path, _parser.RawRow, header.Names[header.TimeField],
                $"expected a time as {_timestamps.Forms}, got '{Excerpt.Of(_parser[header.TimeField])}'. "
                + TimeAdvice(header));
        if (!_clock.TryAdvance(time))
            throw new SeriesFormatException(_path, _parser.RawRow, header.Names[header.TimeField],
                FormattableString.Invariant($"expected a time after {_clock.Last:yyyy-MM-dd HH:mm:ss}, got {time:yyyy-MM-dd HH:mm:ss}: ")
                + "time goes backwards. Sort the rows by time.");
    }

    private string TimeAdvice(SeriesHeader header)
    {
        if (_options.IsOfDataSet || _clock.Rows > 0) return "Correct the line.";
        if (!double.TryParse(_parser[header.TimeField], NumberStyles.Float, _numbers, out _))
            return $"Correct the line, or give the form of the times as {nameof(CsvSeriesOptions.TimeFormat)}.";
        string instead = _options.TimeColumn is null ? "" : $" instead of {nameof(CsvSeriesOptions.TimeColumn)}";
        return $"Where times are numbers set {nameof(CsvSeriesOptions.Period)}, the time between two rows,{instead} and leave this column "
            + $"out: {nameof(CsvSeriesOptions.Columns)} = {Excerpt.ListOf(header.Columns)}. Where they are the digits of a date set "
            + $"{nameof(CsvSeriesOptions.TimeFormat)}.";
    }

    private float ReadValue(SeriesHeader header, int column)
    {
        ReadOnlySpan<char> text = _parser[header.Fields[column]].AsSpan().Trim();
        if (IsMissing(text)) return Missing(header, column);
        if (!float.TryParse(text, NumberStyles.Float, _numbers, out float value) || !float.IsFinite(value))
            throw new SeriesFormatException(_path, FirstLine(_parser.RawRecord), header.Columns[column],
                $"expected a number with a decimal {(_options.DecimalComma ? "comma" : "point")}, got '{Excerpt.Of(text.ToString())}'. "
                + $"Correct it, {NumberAdvice(header, column, text)}.");
        return _options.MissingValue is { } mark && value == (float)mark ? Missing(header, column) : value;
    }

    private string NumberAdvice(SeriesHeader header, int column, ReadOnlySpan<char> text)
    {
        if (_options.IsOfDataSet || text.TrimStart("+-.,") is [>= '0' and <= '9', ..])
        {
            return _options.MissingValue is { } mark
                ? FormattableString.Invariant($"or write {mark} for a missing value")
                : "or leave the field empty for a missing value";
        }

        string marks = $"{nameof(CsvSeriesOptions.MissingMarks)} = {Excerpt.ListOf([text.ToString(), .. _options.MissingMarks])}";
        string[] others = [.. header.Columns.Where((_, c) => c != column)];
        return others.Length == 0
            ? $"or set {marks} where it stands for a missing value"
            : $"set {marks} where it stands for a missing value, or leave a column of text out: "
                + $"{nameof(CsvSeriesOptions.Columns)} = {Excerpt.ListOf(others)}";
    }

    private bool IsMissing(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return true;
        foreach (string mark in _options.MissingMarks)
        {
            if (text.Equals(mark, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private float Missing(SeriesHeader header, int column) => _options.Missing != MissingRule.Refuse
        ? float.NaN
        : throw new SeriesFormatException(_path, FirstLine(_parser.RawRecord), header.Columns[column],
            $"expected a value, got a missing one. Fill it in, or choose another {nameof(MissingRule)}.");

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
