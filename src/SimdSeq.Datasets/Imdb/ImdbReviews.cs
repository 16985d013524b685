using SimdSeq.Data;

namespace SimdSeq.Datasets;

/// <summary>
/// The Large Movie Review Dataset (Maas and others, 2011): 25,000 reviews to train on and 25,000 to test with, half of them positive.
/// Read from the original text or from word ranks; both give the very sequences of Keras's <c>imdb.load_data()</c>.
/// </summary>
/// <remarks>
/// Words are counted in the training reviews and ranked by frequency, the most frequent first. A word of rank <c>r</c> (from 1) has the id
/// <c>r + 3</c>; words that training reviews do not have are left out.
/// A review has at most 1 MiB, all of them together 256 MiB and 4,194,304 different words, an array 134,217,728 values, and an archive
/// unpacks to at most 4 GiB.
/// </remarks>
public static class ImdbReviews
{
    /// <summary>The id of padding; see <see cref="SequenceDataset{T}"/>.</summary>
    public const int Padding = 0;

    /// <summary>The id that begins every review.</summary>
    public const int Start = 1;

    /// <summary>The id of all words that are too rare for <see cref="ReviewOptions.Words"/>.</summary>
    public const int Rare = 2;

    /// <summary>The id of a word is its rank plus this.</summary>
    public const int IdOffset = 3;

    /// <summary>The length that recipes cut reviews to.</summary>
    public const int Steps = 500;

    /// <summary>Reads all reviews.</summary>
    /// <param name="path">
    /// The original <c>aclImdb_v1.tar.gz</c> (it is not unpacked to disk), the directory made from it, or an <c>.npz</c> of word ranks:
    /// flat int32 arrays <c>x_train_tokens</c>, <c>x_train_offsets</c>, <c>y_train</c>, <c>train_seed113_order</c>, and the same for test.
    /// </param>
    /// <param name="options">Number of words and order of rows; null for 10,000 and Keras's.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="FileNotFoundException">There is no such file or directory.</exception>
    /// <exception cref="DataFormatException">It holds something else, or is truncated or damaged.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ReviewData Load(string path, ReviewOptions? options = null, CancellationToken cancellation = default) =>
        Load(path, options ?? new ReviewOptions(), ReadingLimits.Default, cancellation);

    /// <summary>The same with other limits.</summary>
    internal static ReviewData Load(string path, ReviewOptions options, ReadingLimits limits, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Words, IdOffset);
        if (!Path.Exists(path))
            throw new FileNotFoundException($"Expected the reviews as a tar.gz, an npz or a directory; found nothing at '{path}'.", path);
        if (!Directory.Exists(path) && StartsLikeZip(path)) return RankedReviews.Read(path, options, limits, cancellation);

        var corpus = new ReviewCorpus(path, limits);
        corpus.ReadAll(cancellation);
        return corpus.Build(ReviewSource.Text, options);
    }

    /// <summary>The ids of a review from its words' ranks; rank 0 stands for a word to leave out.</summary>
    internal static int[] Encode(ReadOnlySpan<int> ranks, int words)
    {
        var ids = new int[1 + ranks.Length - ranks.Count(0)];
        ids[0] = Start;
        int at = 1;
        foreach (int rank in ranks)
        {
            if (rank != 0) ids[at++] = rank < words - IdOffset ? rank + IdOffset : Rare;
        }

        return ids;
    }

    internal static bool StartsLikeZip(string path)
    {
        using FileStream file = File.OpenRead(path);
        if (!file.CanSeek)
            throw new DataFormatException(path, null, -1, "expected a file, got a pipe. Save its data to a file and name that.");
        Span<byte> magic = stackalloc byte[4];
        return file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length && FileKind.BeginsLikeZip(magic);
    }
}
