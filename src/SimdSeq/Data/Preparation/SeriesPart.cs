namespace SimdSeq.Data;

/// <summary>A series among several, such as that of a shop or a sensor: its name, and the rows of it that are meant.</summary>
public sealed record SeriesPart
{
    /// <summary>Names rows of a series.</summary>
    /// <param name="name">Name of the series, by which a model knows it later.</param>
    /// <param name="series">The series, in its own units.</param>
    /// <param name="rows">The rows, in ascending order; none: the whole series.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The series does not cover the rows.</exception>
    public SeriesPart(string name, TimeSeries series, params ReadOnlySpan<RowRange> rows)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(series);
        (Name, Series, Rows) = (name, series, rows.IsEmpty ? [new RowRange(0, series.Rows - 1)] : [.. rows]);
        foreach (var range in Rows) range.CheckInside(series.Rows, nameof(rows));
    }

    /// <summary>Name of the series.</summary>
    public string Name { get; }

    /// <summary>The series, in its own units.</summary>
    public TimeSeries Series { get; }

    /// <summary>The rows that are meant.</summary>
    public IReadOnlyList<RowRange> Rows { get; }

    /// <summary>Does something with it; what is wrong with it is said with its name.</summary>
    internal TResult Do<TResult>(Func<SeriesPart, TResult> action)
    {
        try
        {
            return action(this);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new ArgumentOutOfRangeException(e.ParamName, $"Series '{Name}': {WithoutParameter(e)}");
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"Series '{Name}': {WithoutParameter(e)}", e.ParamName);
        }
    }

    /// <summary>Throws where there is no series, or two have one name.</summary>
    internal static void Check(IReadOnlyList<SeriesPart> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.Count == 0) throw new ArgumentException("Expected at least one series, got none.", nameof(series));
        if (series.GroupBy(part => part.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { Key: var twice })
            throw new ArgumentException($"Expected different names of series, got '{twice}' twice.", nameof(series));
    }

    // .NET adds the parameter's name to a message, and would do it again.
    private static string WithoutParameter(ArgumentException exception) =>
        exception.Message.Replace($" (Parameter '{exception.ParamName}')", "", StringComparison.Ordinal);
}
