namespace SimdSeq.Datasets;

/// <summary>
/// What becomes of missing values. Whatever stands in their place, the series knows of them (<see cref="Data.TimeSeries.WasMissing"/>), and
/// windows leave out those that would have one as target.
/// </summary>
public enum MissingRule
{
    /// <summary>Each takes the last value before it in its column; those at the beginning take the first one.</summary>
    Previous,

    /// <summary>
    /// They lie on a line between the values before and after them; at an end they take the nearest. The value after is of the future: a
    /// forecast that is due would not know it.
    /// </summary>
    Interpolate,

    /// <summary>They stay not-a-number.</summary>
    Keep,

    /// <summary>They are an error, with file, line and column.</summary>
    Refuse,
}
