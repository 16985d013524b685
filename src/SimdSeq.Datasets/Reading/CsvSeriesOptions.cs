namespace SimdSeq.Datasets;

/// <summary>What to read of a file of comma-separated values, and how.</summary>
public sealed record CsvSeriesOptions
{
    /// <summary>
    /// Name of the column that holds the time; null for the first called <c>Date Time</c>, <c>date</c>, <c>datetime</c>, <c>timestamp</c>
    /// or <c>time</c>, in any case.
    /// </summary>
    public string? TimeColumn { get; init; }

    /// <summary>
    /// The form of a time, as <see cref="DateTime.ParseExact(string, string, IFormatProvider)"/> takes it; null for the usual ones:
    /// <c>yyyy-MM-dd HH:mm:ss</c>, also with T, slashes, fractions, without seconds or hours, and <c>dd.MM.yyyy HH:mm:ss</c>.
    /// </summary>
    public string? TimeFormat { get; init; }

    /// <summary>Time between two rows of a file that has no column of times; null for one that has.</summary>
    public TimeSpan? Period { get; init; }

    /// <summary>Time of the first row, with <see cref="Period"/>.</summary>
    public DateTime Start { get; init; } = new(2000, 1, 1);

    /// <summary>Names of the columns wanted, in the order wanted; null for all but the time.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Leaves out columns in <see cref="Columns"/> that the file lacks, instead of failing.</summary>
    public bool SkipAbsentColumns { get; init; }

    /// <summary>Reads at most this many rows; later ones are not even looked at.</summary>
    public int MaximumRows { get; init; } = int.MaxValue;

    /// <summary>What becomes of missing values.</summary>
    public MissingRule Missing { get; init; }

    /// <summary>The number that stands for a missing value, such as -9999, as does an empty field; null for none.</summary>
    public double? MissingValue { get; init; }

    /// <summary>Texts that stand for a missing value too, such as <c>NA</c> or <c>?</c>, whatever their case.</summary>
    public IReadOnlyList<string> MissingMarks { get; init; } = [];

    /// <summary>What stands between two fields.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>Whether numbers have a comma in the place of the decimal point; the separator is then another.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>Whether the file is one of a known data set: its user sets no options, and can download it again.</summary>
    internal bool IsOfDataSet { get; init; }

    /// <summary>Throws where the options cannot be.</summary>
    internal void Check()
    {
        if (MaximumRows < 1)
            throw new ArgumentOutOfRangeException("options", $"Expected {nameof(MaximumRows)} of at least 1, got {MaximumRows}.");
        if (ColumnNames.Twice((Columns ?? []).Select(ColumnNames.Clean)) is { } twice)
            throw new ArgumentException($"Expected each of {nameof(Columns)} once, got '{twice}' more than once.", "options");
        if (Period is { } period && (period <= TimeSpan.Zero || TimeColumn is not null))
            throw new ArgumentException(
                $"Expected a positive {nameof(Period)}, for a file without times, or a {nameof(TimeColumn)}; got {period} and "
                + $"{TimeColumn ?? "none"}.", "options");
        if (char.IsLetterOrDigit(Separator) || Separator is '"' or '\n' or '\r' or '.' or '-' || DecimalComma && Separator == ',')
            throw new ArgumentException(
                $"Expected a {nameof(Separator)} that no number has, got '{Separator}'"
                + $"{(DecimalComma ? $" with {nameof(DecimalComma)}" : "")}.", "options");
        if (!Enum.IsDefined(Missing)) throw new ArgumentException($"Expected a {nameof(MissingRule)}, got {(int)Missing}.", "options");
    }
}
