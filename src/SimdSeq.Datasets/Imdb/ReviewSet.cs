using SimdSeq.Data;

namespace SimdSeq.Datasets;

/// <summary>Reviews as sequences of word ids, as Keras serves them, with their labels.</summary>
/// <param name="Sequences">Ids <c>[review][word]</c>, each review beginning with <see cref="ImdbReviews.Start"/>, of any length.</param>
/// <param name="Labels">1 for a positive review, 0 for a negative one.</param>
public sealed record ReviewSet(int[][] Sequences, byte[] Labels)
{
    /// <summary>Number of reviews.</summary>
    public int Count => Labels.Length;

    /// <summary>Some of the reviews, for example the last fifth for validation.</summary>
    /// <param name="rows">Rows of this set.</param>
    /// <exception cref="ArgumentOutOfRangeException">The set has not all of these rows.</exception>
    public ReviewSet Rows(RowRange rows)
    {
        if (rows.First < 0 || rows.Last >= Count || rows.Count == 0)
            throw new ArgumentOutOfRangeException(nameof(rows), $"Expected rows within 0..{Count - 1}, got {rows.First}..{rows.Last}.");
        return new ReviewSet(Sequences[rows.First..(rows.Last + 1)], Labels[rows.First..(rows.Last + 1)]);
    }

    /// <summary>Samples of equal length for a model that begins with an <c>Embedding</c>; targets are 1 and 0.</summary>
    /// <param name="steps">Words of a sample: longer reviews are cut, shorter ones padded with 0.</param>
    /// <param name="options">Where to cut and pad; null for the beginning, as in Keras.</param>
    public SequenceDataset<float> ToDataset(int steps = ImdbReviews.Steps, SequenceOptions? options = null) =>
        new(Sequences, [.. Labels.Select(label => (float)label)], steps, options: options);
}
