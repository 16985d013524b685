namespace SimdSeq.Datasets;

/// <summary>A file that was to be read as a series is not one: malformed, truncated or empty. Says where, what was expected and what
/// came.</summary>
public sealed class SeriesFormatException : FormatException
{
    /// <summary>Reports a mistake at a place in a file.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="line">The line, from 1; 0 when the mistake has no line.</param>
    /// <param name="column">The column's name, or null when the mistake concerns the whole line or file.</param>
    /// <param name="problem">What was expected, what came, what to do.</param>
    /// <param name="cause">The underlying error, if any.</param>
    public SeriesFormatException(string file, long line, string? column, string problem, Exception? cause = null)
        : base(Place(file, line, column) + problem, cause)
    {
        File = file;
        Line = line;
        Column = column;
    }

    /// <summary>The file's path.</summary>
    public string File { get; }

    /// <summary>The line, counted from 1 with the header as line 1; 0 when the mistake has no line.</summary>
    public long Line { get; }

    /// <summary>The column's name, or null.</summary>
    public string? Column { get; }

    private static string Place(string file, long line, string? column) =>
        file + (line > 0 ? FormattableString.Invariant($", line {line}") : "") + (column is null ? "" : $", column '{Excerpt.Of(column)}'")
            + ": ";
}
