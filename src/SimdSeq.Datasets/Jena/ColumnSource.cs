namespace SimdSeq.Datasets;

/// <summary>Where a column of a <see cref="JenaRecord"/> comes from.</summary>
public enum ColumnSource
{
    /// <summary>From the file.</summary>
    Read,

    /// <summary>Computed from pressure, temperature and relative humidity, see <see cref="MoistAir"/>.</summary>
    Derived,

    /// <summary>Constant zero, because the file lacks it and nothing determines it; standardised it stays zero.</summary>
    Zeroed,
}
