namespace SimdSeq.Data;

/// <summary>
/// A regular multivariate series in memory: row <c>r</c> holds one value per column, measured at <c>Start + r * Period</c>.
/// Values are kept row-major, <c>[row][column]</c>, in the units of their columns.
/// </summary>
/// <remarks>
/// The time of a row is nominal: a record with gaps is used row by row, as it comes, so rows after a gap were measured later than
/// <see cref="TimeOf"/> says. The reader's report lists the gaps.
/// </remarks>
public sealed class TimeSeries
{
    private readonly float[] _values;
    private readonly string[] _columns;
    private readonly bool[]? _missing;

    /// <summary>Wraps values that are already in memory; the array is kept, not copied.</summary>
    /// <param name="values">Values <c>[row][column]</c>.</param>
    /// <param name="columns">Names of the columns, at least one, all different.</param>
    /// <param name="start">Time of row 0.</param>
    /// <param name="period">Time between two rows, positive.</param>
    /// <param name="missing">
    /// Which values were missing and have been filled in, <c>[row][column]</c>, kept; null for none. A value that is not a number counts
    /// as missing without that.
    /// </param>
    /// <exception cref="ArgumentException">The length is no multiple of the number of columns, or a name occurs twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The period is not positive.</exception>
    public TimeSeries(float[] values, IReadOnlyList<string> columns, DateTime start, TimeSpan period, bool[]? missing = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0) throw new ArgumentException("Expected at least one column, got none.", nameof(columns));
        if (values.Length % columns.Count != 0)
            throw new ArgumentException(
                $"Expected rows of {columns.Count} values, got {values.Length} values, which is no whole number of rows.", nameof(values));
        if (period <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(period), $"Expected a positive time between rows, got {period}.");
        if (missing is not null && missing.Length != values.Length)
            throw new ArgumentException($"Expected a mark for each of {values.Length} values, got {missing.Length}.", nameof(missing));

        _values = values;
        _missing = missing;
        _columns = [.. columns];
        if (_columns.Distinct(StringComparer.Ordinal).Count() != _columns.Length)
            throw new ArgumentException($"Expected different column names, got {string.Join(", ", _columns)}.", nameof(columns));
        Rows = values.Length / _columns.Length;
        Start = start;
        Period = period;
        HasMissing = missing?.Contains(true) == true || values.Any(float.IsNaN);
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Features => _columns.Length;

    /// <summary>Names of the columns, in order.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>Time of row 0.</summary>
    public DateTime Start { get; }

    /// <summary>Time between two rows.</summary>
    public TimeSpan Period { get; }

    /// <summary>All values, <c>[row][column]</c>.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>One value.</summary>
    /// <param name="row">Row number.</param>
    /// <param name="column">Column number.</param>
    public float this[int row, int column] => Row(row)[column];

    /// <summary>The values of one row.</summary>
    /// <param name="row">Row number.</param>
    public ReadOnlySpan<float> Row(int row)
    {
        if ((uint)row >= (uint)Rows)
            throw new ArgumentOutOfRangeException(nameof(row), $"Expected a row within 0..{Rows - 1}, got {row}.");
        return _values.AsSpan(row * _columns.Length, _columns.Length);
    }

    /// <summary>Whether any value was missing.</summary>
    public bool HasMissing { get; }

    /// <summary>Whether a value was missing, whatever stands there now: a substitute, or not-a-number.</summary>
    /// <param name="row">Row number.</param>
    /// <param name="column">Column number.</param>
    public bool WasMissing(int row, int column) => float.IsNaN(Row(row)[column]) || _missing?[row * _columns.Length + column] == true;

    /// <summary>Nominal time of a row, <c>Start + row * Period</c>.</summary>
    /// <param name="row">Row number.</param>
    public DateTime TimeOf(int row) => Start + row * Period;

    /// <summary>Number of the column with a name.</summary>
    /// <param name="name">The exact name, for example <c>T (degC)</c>.</param>
    /// <exception cref="ArgumentException">No column has this name.</exception>
    public int ColumnIndex(string name)
    {
        int index = Array.IndexOf(_columns, name);
        return index >= 0
            ? index
            : throw new ArgumentException($"Expected one of the columns {string.Join(", ", _columns)}; got '{name}'.", nameof(name));
    }

    /// <summary>The array itself, for datasets that pin it.</summary>
    internal float[] Array1D => _values;

    /// <summary>The marks of missing values; null for none.</summary>
    internal bool[]? MissingMarks => _missing;
}
