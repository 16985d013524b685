namespace SimdSeq.Datasets;

/// <summary>
/// The Large Movie Review Dataset as documents of sentences of words. It takes the text: the word ranks that Keras serves have no
/// sentences. Rows are those of <see cref="ImdbReviews"/>, in Keras's order.
/// </summary>
/// <param name="Training">The reviews that words are counted in.</param>
/// <param name="Test">The other reviews.</param>
/// <param name="Vocabulary">The numbers of words.</param>
/// <param name="Cut">Share of the training reviews that have more sentences than are kept.</param>
public sealed record ReviewDocuments(DocumentSet Training, DocumentSet Test, DocumentVocabulary Vocabulary, double Cut)
{
    /// <summary>Reads all reviews.</summary>
    /// <param name="path">The original <c>aclImdb_v1.tar.gz</c> (it is not unpacked to disk), or the directory made from it.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="FileNotFoundException">There is no such file or directory.</exception>
    /// <exception cref="DataFormatException">It holds something else, as word ranks, or is truncated or damaged.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is too small.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ReviewDocuments Load(string path, DocumentOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Path.Exists(path))
            throw new FileNotFoundException($"Expected the reviews as a tar.gz or a directory; found nothing at '{path}'.", path);
        if (!Directory.Exists(path) && ImdbReviews.StartsLikeZip(path))
            throw new DataFormatException(path, null, 0, "expected the text of reviews, a tar.gz or a directory, got an npz: word ranks "
                + "have no sentences. Get aclImdb_v1.tar.gz with 'simdseq data get imdb'.");
        var corpus = new DocumentCorpus(path, options ?? new DocumentOptions(), ReadingLimits.Default);
        corpus.ReadAll(cancellation);
        return corpus.Build();
    }

    /// <summary>Generated reviews, which nobody wrote, served like the real ones: see <see cref="SyntheticReviews"/>.</summary>
    /// <param name="training">Reviews to train on, an even number of at least 2.</param>
    /// <param name="test">Reviews to test with, likewise.</param>
    /// <param name="seed">Same seed, same reviews.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of reviews is odd or less than 2, or a limit is too small.</exception>
    public static ReviewDocuments Generate(int training = 2000, int test = 1000, ulong seed = 42, DocumentOptions? options = null)
    {
        var corpus = new DocumentCorpus(
            "synthetic reviews", options ?? new DocumentOptions(), new ReadingLimits { Reviews = long.MaxValue });
        SyntheticReviews.Write(training, test, seed, corpus);
        return corpus.Build();
    }
}
