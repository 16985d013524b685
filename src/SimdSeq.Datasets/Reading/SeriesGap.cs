namespace SimdSeq.Datasets;

/// <summary>A place in a record where more than one sampling period passed between two rows.</summary>
/// <param name="Row">The row after the gap, from 0.</param>
/// <param name="From">Time of the row before.</param>
/// <param name="To">Time of the row after.</param>
public sealed record SeriesGap(int Row, DateTime From, DateTime To)
{
    /// <summary>Time between the two rows.</summary>
    public TimeSpan Length => To - From;
}
