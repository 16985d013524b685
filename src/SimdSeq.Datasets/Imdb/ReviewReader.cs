namespace SimdSeq.Datasets;

/// <summary>Takes the text of reviews, one after the other in any order, within limits.</summary>
/// <param name="path">Where they are from, for messages.</param>
/// <param name="limits">How much it takes.</param>
internal abstract class ReviewReader(string path, ReadingLimits limits)
{
    private long _bytes;

    /// <summary>The most bytes of a review.</summary>
    public int LongestReview => Limits.Review;

    /// <summary>Where they are from.</summary>
    protected string Path { get; } = path;

    /// <summary>How much it takes.</summary>
    protected ReadingLimits Limits { get; } = limits;

    /// <summary>Takes a review's text.</summary>
    /// <exception cref="DataFormatException">It has no words, or there are too many of them.</exception>
    public void Add(ReviewName name, ReadOnlySpan<byte> text)
    {
        _bytes += text.Length;
        if (_bytes > Limits.Reviews) throw TooMuch(name, $"at most {Limits.Reviews:N0} bytes of reviews");
        if (Take(name, text)) return;
        throw new DataFormatException(Path, $"{name.Folder}/{name.File}", 0,
            $"expected a review, got {text.Length} bytes without a word. The file is damaged; unpack or download the data again.");
    }

    /// <summary>The error about a review that is one too many, or too long.</summary>
    public DataFormatException TooMuch(ReviewName name, string expected) =>
        new(Path, $"{name.Folder}/{name.File}", -1, $"expected {expected}, got more. Are these film reviews?");

    /// <summary>Reads every review of an archive or a directory.</summary>
    /// <exception cref="DataFormatException">It is neither, or damaged.</exception>
    public void ReadAll(CancellationToken cancellation)
    {
        if (Directory.Exists(Path)) ReviewDirectory.Read(Path, this, cancellation);
        else ReviewArchive.Read(Path, this, Limits, cancellation);
    }

    /// <summary>Takes a text; false if it has no words.</summary>
    protected abstract bool Take(ReviewName name, ReadOnlySpan<byte> text);

    /// <summary>The reviews of a set, positive ones first, by file name.</summary>
    /// <exception cref="DataFormatException">A folder has no reviews, or one of them twice.</exception>
    protected T[] Sorted<T>(IEnumerable<T> reviews, Func<T, ReviewName> nameOf, bool training)
    {
        T[] set =
        [
            .. reviews.Where(review => nameOf(review).Training == training)
                .OrderByDescending(review => nameOf(review).Positive).ThenBy(review => nameOf(review).File, StringComparer.Ordinal),
        ];
        foreach (bool positive in (ReadOnlySpan<bool>)[true, false])
        {
            var folder = new ReviewName(training, positive, "");
            if (!set.Any(review => nameOf(review).Positive == positive))
                throw new DataFormatException(Path, null, -1,
                    $"expected reviews in {string.Join(", ", ReviewName.Folders)}; got none in {folder.Folder}. Is this aclImdb, all of "
                    + "it?");
        }

        for (int i = 1; i < set.Length; i++)
        {
            ReviewName name = nameOf(set[i]);
            if (name == nameOf(set[i - 1]))
                throw new DataFormatException(Path, $"{name.Folder}/{name.File}", -1,
                    "expected every review once, got this one twice. Is there a second copy of the data inside?");
        }

        return set;
    }
}
