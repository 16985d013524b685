namespace SimdSeq.Datasets;

/// <summary>
/// Reviews as ranks of words, the form of Keras's <c>imdb.npz</c> before its <c>load_data</c>, but in flat arrays of 32-bit integers
/// instead of pickled objects. For <c>train</c> and <c>test</c> alike:
/// <list type="bullet">
/// <item><c>x_train_tokens</c>: ranks from 1 of all words, review after review, in the order of <see cref="ReviewOrder.Files"/>;</item>
/// <item><c>x_train_offsets</c>: where each review begins in it, and the end;</item>
/// <item><c>y_train</c>: 1 for a positive review, 0 for a negative one;</item>
/// <item><c>train_seed113_order</c>: the review of each row of <see cref="ReviewOrder.Keras"/>.</item>
/// </list>
/// </summary>
internal static class RankedReviews
{
    /// <summary>Reads all reviews.</summary>
    /// <exception cref="DataFormatException">An array is lacking, truncated, damaged or holds what it cannot hold.</exception>
    internal static ReviewData Read(string path, ReviewOptions options, ReadingLimits limits, CancellationToken cancellation)
    {
        using NpzFile npz = NpzFile.Open(path, limits);
        return new ReviewData(
            ReadSet(npz, path, "train", options, cancellation), ReadSet(npz, path, "test", options, cancellation),
            ReviewSource.WordRanks, []);
    }

    private static ReviewSet ReadSet(NpzFile npz, string path, string set, ReviewOptions options, CancellationToken cancellation)
    {
        string labelName = $"y_{set}", offsetName = $"x_{set}_offsets", tokenName = $"x_{set}_tokens", orderName = $"{set}_seed113_order";
        int[] labels = npz.ReadIntegers(labelName);
        if (labels.Length == 0) throw Mistake(path, labelName, 0, "expected reviews", "none");
        Check(path, labelName, labels, label => label is 0 or 1, "expected the label 0 or 1");
        int[] offsets = npz.ReadIntegers(offsetName);
        int[] ranks = npz.ReadIntegers(tokenName);
        CheckOffsets(path, offsetName, offsets, labels.Length, ranks.Length);
        cancellation.ThrowIfCancellationRequested();
        Check(path, tokenName, ranks, rank => rank > 0, "expected the rank of a word, from 1,");

        int[] order = [.. Enumerable.Range(0, labels.Length)];
        if (options.Order == ReviewOrder.Keras)
        {
            order = npz.ReadIntegers(orderName);
            CheckOrder(path, orderName, order, labels.Length);
        }

        cancellation.ThrowIfCancellationRequested();
        return new ReviewSet(
            [.. order.Select(row => ImdbReviews.Encode(ranks.AsSpan(offsets[row]..offsets[row + 1]), options.Words))],
            [.. order.Select(row => (byte)labels[row])]);
    }

    private static void CheckOffsets(string path, string name, int[] offsets, int reviews, int words)
    {
        if (offsets.Length != reviews + 1)
            throw Mistake(path, name, offsets.Length, $"expected {reviews + 1} offsets for {reviews} reviews", $"{offsets.Length}");
        if (offsets[0] != 0) throw Mistake(path, name, 0, "expected the first review at 0", $"{offsets[0]}");
        for (int i = 1; i < offsets.Length; i++)
        {
            if (offsets[i] <= offsets[i - 1] || offsets[i] > words)
                throw Mistake(path, name, i, $"expected offsets that rise up to {words}", $"{offsets[i]} after {offsets[i - 1]}");
        }

        if (offsets[^1] != words) throw Mistake(path, name, reviews, $"expected the last review to end at {words}", $"{offsets[^1]}");
    }

    private static void CheckOrder(string path, string name, int[] order, int reviews)
    {
        if (order.Length != reviews) throw Mistake(path, name, order.Length, $"expected {reviews} rows", $"{order.Length}");
        var seen = new bool[reviews];
        for (int row = 0; row < reviews; row++)
        {
            if ((uint)order[row] >= (uint)reviews || seen[order[row]])
                throw Mistake(path, name, row, $"expected each of 0..{reviews - 1} once", $"{order[row]}");
            seen[order[row]] = true;
        }
    }

    private static void Check(string path, string name, int[] values, Predicate<int> fits, string expected)
    {
        int wrong = Array.FindIndex(values, value => !fits(value));
        if (wrong >= 0) throw Mistake(path, name, wrong, expected, $"{values[wrong]}");
    }

    private static DataFormatException Mistake(string path, string name, int index, string expected, string got) =>
        new(path, $"{name}[{index}]", -1, $"{expected}, got {got}. The file is damaged or another one; make it again.");
}
