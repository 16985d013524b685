namespace SimdSeq.Datasets;

/// <summary>How reviews are served.</summary>
public sealed record ReviewOptions
{
    /// <summary>
    /// Ids are below this number: 1 begins a review, 2 stands for every rarer word, the most frequent word is 4. Keras's
    /// <c>num_words</c>; <see cref="int.MaxValue"/> keeps every word.
    /// </summary>
    public int Words { get; init; } = 10_000;

    /// <summary>The order of the rows.</summary>
    public ReviewOrder Order { get; init; } = ReviewOrder.Keras;
}
