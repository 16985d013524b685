namespace SimdSeq.Datasets;

/// <summary>How much a reader takes before it calls a file none of its kind. A packed file of a few kilobytes can unpack to gigabytes, and
/// a few bytes of a header can ask for as much memory; real data stay far below all of these.</summary>
internal sealed record ReadingLimits
{
    /// <summary>Those of the public readers.</summary>
    public static ReadingLimits Default { get; } = new();

    /// <summary>Characters of a record of a series: a line, or several where line ends stand within quotes.</summary>
    public int Record { get; init; } = 1 << 20;

    /// <summary>Values of a series in the columns that are read.</summary>
    public long Values { get; init; } = 1L << 29;

    /// <summary>Bytes that come out of a packed file.</summary>
    public long Unpacked { get; init; } = 4L << 30;

    /// <summary>Bytes of a file that is held in memory, unpacked.</summary>
    public int File { get; init; } = 1 << 29;

    /// <summary>Bytes of a review.</summary>
    public int Review { get; init; } = 1 << 20;

    /// <summary>Bytes of all reviews together.</summary>
    public long Reviews { get; init; } = 1L << 28;

    /// <summary>Different words of all reviews.</summary>
    public int Words { get; init; } = 1 << 22;

    /// <summary>Bytes of what a tar says about a member apart from its header: a long name, attributes.</summary>
    public int Attributes { get; init; } = 1 << 20;

    /// <summary>Values of an npy array.</summary>
    public int Array { get; init; } = 1 << 27;
}
