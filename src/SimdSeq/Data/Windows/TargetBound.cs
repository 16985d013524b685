namespace SimdSeq.Data;

/// <summary>Which rows the targets of a <see cref="WindowDataset"/> may come from.</summary>
public enum TargetBound
{
    /// <summary>Inputs and targets both lie inside the dataset's rows: parts of a split share no row at all.</summary>
    Inside,

    /// <summary>
    /// The newest input and the input step that would follow it lie inside, targets may lie after the last row, as in the generator of
    /// Chollet, "Deep Learning with Python" (2018), listing 6.33. Not for training rows: their last targets would be validation rows.
    /// </summary>
    MayFollow,
}
