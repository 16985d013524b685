namespace SimdSeq.Datasets;

/// <summary>What to read of a file.</summary>
public sealed record SeriesOptions
{
    /// <summary>Names of the columns wanted, in the order wanted; null for all but the time.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Leaves out columns in <see cref="Columns"/> that the file lacks, instead of failing.</summary>
    public bool SkipAbsentColumns { get; init; }

    /// <summary>Reads at most this many rows; later ones are not even looked at.</summary>
    public int MaximumRows { get; init; } = int.MaxValue;

    /// <summary>The value that stands for a missing one, as does an empty field.</summary>
    public double Missing { get; init; } = -9999;
}
