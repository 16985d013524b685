namespace SimdSeq.Datasets;

/// <summary>Where reviews come from.</summary>
public enum ReviewSource
{
    /// <summary>The original text.</summary>
    Text,

    /// <summary>Sequences of word ranks, made from the text by others.</summary>
    WordRanks,

    /// <summary>Generated: no review anyone wrote, see <see cref="SyntheticReviews"/>.</summary>
    Synthetic,
}
