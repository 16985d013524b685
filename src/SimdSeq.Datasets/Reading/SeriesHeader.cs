namespace SimdSeq.Datasets;

/// <summary>The first record of a series: the names of its columns, one of which is the time, and which of them are read.</summary>
internal sealed class SeriesHeader
{
    private SeriesHeader(string[] names, int timeField, string[] columns, int[] fields)
    {
        Names = names;
        TimeField = timeField;
        Columns = columns;
        Fields = fields;
    }

    /// <summary>The names of all fields.</summary>
    public string[] Names { get; }

    /// <summary>The field of the time.</summary>
    public int TimeField { get; }

    /// <summary>The columns to read, named as the caller does.</summary>
    public string[] Columns { get; }

    /// <summary>Their fields.</summary>
    public int[] Fields { get; }

    /// <summary>Makes sense of a header.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="fields">The record.</param>
    /// <param name="raw">The same as it stands in the file.</param>
    /// <param name="options">The columns wanted.</param>
    /// <exception cref="SeriesFormatException">It is no header, or lacks columns.</exception>
    public static SeriesHeader Read(string path, string[] fields, string raw, CsvSeriesOptions options)
    {
        string[] names = [.. fields.Select(ColumnNames.Clean)];
        string got = $"got '{Excerpt.Of(raw)}'";
        int timeField = options.TimeColumn is { } time ? Array.IndexOf(names, ColumnNames.Clean(time)) : TimestampColumn.Find(names);
        if (options.Period is not null) timeField = -1;
        if (names.Length == 1) CheckSeparator(path, raw, options);
        if (timeField < 0 && options.TimeColumn is not null)
            throw new SeriesFormatException(
                path, 1, options.TimeColumn, $"expected this column of times in the header, {got}. Choose another.");
        if (timeField < 0 && options.Period is null)
        {
            CheckSeparator(path, raw, options);
            throw new SeriesFormatException(path, 1, null,
                $"expected a header with a time column {TimestampColumn.Names}, {got}. Is this the right file, with its header?");
        }

        CheckNames(path, names, raw);
        if (options.Columns is null && options.Period is null && options.TimeColumn is null) CheckAll(path, names, timeField);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++) places.Add(names[i], i);
        string[] columns = options.Columns is { } given ? [.. given] : [.. names.Where((_, i) => i != timeField)];
        int[] read = [.. columns.Select(name => places.GetValueOrDefault(ColumnNames.Clean(name), -1))];
        for (int i = 0; i < columns.Length; i++)
        {
            if (read[i] >= 0) continue;
            if (!options.SkipAbsentColumns)
                throw new SeriesFormatException(path, 1, columns[i],
                    $"expected this column in the header, {got}. Choose among these columns.");
            if (Alike(columns[i], names, read) is { } alike)
                throw new SeriesFormatException(path, 1, columns[i],
                    $"expected this column or none like it, got '{Excerpt.Of(alike)}'. If it holds the same in the same unit, rename it; "
                    + "if not, convert it or take it out.");
        }

        columns = [.. columns.Where((_, i) => read[i] >= 0)];
        if (columns.Length == 0)
            throw new SeriesFormatException(path, 1, null, $"expected columns of numbers, {got}. Is this the right file?");
        return new SeriesHeader(names, timeField, columns, [.. read.Where(place => place >= 0)]);
    }

    /// <summary>Makes sure that a header is not separated by something else than commas.</summary>
    /// <exception cref="SeriesFormatException">It is.</exception>
    public static void CheckSeparator(string path, string header, CsvSeriesOptions options)
    {
        if (options.Separator != ',') return;
        foreach ((char separator, string name) in (ReadOnlySpan<(char, string)>)[(';', "semicolons"), ('\t', "tabs")])
        {
            if (header.Count(separator) > header.Count(','))
                throw new SeriesFormatException(path, 1, null,
                    $"expected fields separated by commas, got {name}: '{Excerpt.Of(header)}'. Save the file with commas between fields, "
                    + "and points in numbers.");
        }
    }

    /// <summary>What names must be, whatever is read.</summary>
    private static void CheckNames(string path, string[] names, string raw)
    {
        if (raw.AsSpan().Trim().ContainsAny('\n', '\r'))
            throw new SeriesFormatException(path, 1, null,
                "expected a header in one line, got one that ends in another. Look for a quote that is not closed.");
        int[] empty = [.. Enumerable.Range(0, names.Length).Where(i => names[i].Length == 0)];
        if (empty.Length > 0)
        {
            string[] numbers = [.. empty.Select(i => FormattableString.Invariant($"{i + 1}"))];
            throw new SeriesFormatException(path, 1, null,
                $"expected a name for every column, got empty ones (column {Excerpt.Of(numbers)}). Name them, or remove the commas where "
                + "nothing stands between them. Row numbers of pandas are left out by to_csv(index=False).");
        }

        if (ColumnNames.Twice(names) is { } twice)
            throw new SeriesFormatException(
                path, 1, twice, "expected different column names, got this one more than once. Rename one.");
    }

    /// <summary>What names must be where all columns are read.</summary>
    private static void CheckAll(string path, string[] names, int timeField)
    {
        int other = Array.FindIndex(names, timeField + 1, TimestampColumn.IsName);
        if (other >= 0)
            throw new SeriesFormatException(path, 1, names[other],
                $"expected one time column, got this beside '{names[timeField]}'. Remove or rename it, join the two if one is a date and "
                + $"the other a time of day, or choose columns with {nameof(CsvSeriesOptions)}.{nameof(CsvSeriesOptions.Columns)}.");
        if (Array.Find(names, ColumnNames.IsPlaceholder) is { } placeholder)
            throw new SeriesFormatException(path, 1, placeholder,
                "expected a name, got the one that pandas gives to a column with no name, mostly row numbers. Remove or rename it (they "
                + "are left out by to_csv(index=False)), or choose columns with "
                + $"{nameof(CsvSeriesOptions)}.{nameof(CsvSeriesOptions.Columns)}.");
    }

    private static string? Alike(string wanted, string[] names, int[] taken) => names
        .Where((name, i) => ColumnNames.AreAlike(name, wanted) && !taken.Contains(i)).FirstOrDefault();
}
