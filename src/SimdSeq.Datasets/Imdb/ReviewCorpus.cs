using System.Text;

namespace SimdSeq.Datasets;

/// <summary>Collects reviews in any order, then ranks the words of the training reviews and writes every review as ids.</summary>
internal sealed class ReviewCorpus(string path, ReadingLimits limits)
{
    private readonly KerasTokenizer _tokenizer = new();
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal); // of words, in order of appearance
    private readonly List<string> _words = [];
    private readonly List<Review> _reviews = [];
    private readonly List<int> _line = [];
    private long _bytes;

    /// <summary>The most bytes of a review.</summary>
    public int LongestReview => limits.Review;

    private readonly record struct Review(ReviewName Name, int[] Words);

    /// <summary>Takes a review's text.</summary>
    /// <exception cref="DataFormatException">It has no words, or there are too many of them.</exception>
    public void Add(ReviewName name, ReadOnlySpan<byte> text)
    {
        _bytes += text.Length;
        if (_bytes > limits.Reviews)
            throw TooMuch(name, $"at most {limits.Reviews:N0} bytes of reviews");
        _line.Clear();
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (ReadOnlySpan<char> word in _tokenizer.Words(text))
        {
            if (!lookup.TryGetValue(word, out int number))
            {
                number = _words.Count;
                if (number == limits.Words) throw TooMuch(name, $"at most {limits.Words:N0} different words");
                _words.Add(word.ToString());
                _numbers.Add(_words[number], number);
            }

            _line.Add(number);
        }

        if (_line.Count == 0)
            throw new DataFormatException(path, $"{name.Folder}/{name.File}", 0,
                $"expected a review, got {text.Length} bytes without a word. The file is damaged; unpack or download the data again.");
        _reviews.Add(new Review(name, [.. _line]));
    }

    /// <summary>The error about a review that is one too many, or too long.</summary>
    public DataFormatException TooMuch(ReviewName name, string expected) =>
        new(path, $"{name.Folder}/{name.File}", -1, $"expected {expected}, got more. Are these film reviews?");

    /// <summary>Ranks the words and writes the reviews as ids.</summary>
    /// <exception cref="DataFormatException">A folder has no reviews, or one of them twice.</exception>
    public ReviewData Build(ReviewSource source, ReviewOptions options)
    {
        Review[] training = Sort(training: true), test = Sort(training: false);
        int[] wordsByRank = Rank(training);
        var rankOf = new int[_words.Count];
        for (int i = 0; i < wordsByRank.Length; i++) rankOf[wordsByRank[i]] = i + 1;
        var order = new KerasOrder();
        return new ReviewData(
            Encode(training, rankOf, order, options), Encode(test, rankOf, order, options), source,
            [.. wordsByRank.Select(word => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(_words[word])))]);
    }

    /// <summary>The reviews of a set, positive ones first, by file name.</summary>
    private Review[] Sort(bool training)
    {
        Review[] set =
        [
            .. _reviews.Where(review => review.Name.Training == training)
                .OrderByDescending(review => review.Name.Positive).ThenBy(review => review.Name.File, StringComparer.Ordinal),
        ];
        foreach (bool positive in (ReadOnlySpan<bool>)[true, false])
        {
            var folder = new ReviewName(training, positive, "");
            if (!set.Any(review => review.Name.Positive == positive))
                throw new DataFormatException(path, null, -1,
                    $"expected reviews in {string.Join(", ", ReviewName.Folders)}; got none in {folder.Folder}. Is this aclImdb, all of "
                    + "it?");
        }

        for (int i = 1; i < set.Length; i++)
        {
            if (set[i].Name == set[i - 1].Name)
                throw new DataFormatException(path, $"{set[i].Name.Folder}/{set[i].Name.File}", -1,
                    "expected every review once, got this one twice. Is there a second copy of the data inside?");
        }

        return set;
    }

    /// <summary>Numbers of the words that the training reviews have, by falling frequency and then as Keras had them.</summary>
    private int[] Rank(Review[] training)
    {
        var counts = new int[_words.Count];
        var known = new List<int>();
        var dictionary = new PythonDictionary();
        foreach (int word in training.SelectMany(review => review.Words))
        {
            if (counts[word]++ > 0) continue;
            known.Add(word);
            dictionary.Add(_words[word]);
        }

        return [.. dictionary.Order().Select(key => known[key]).OrderByDescending(word => counts[word])]; // a stable sort
    }

    private static ReviewSet Encode(Review[] reviews, int[] rankOf, KerasOrder shuffle, ReviewOptions options)
    {
        int[] order = options.Order == ReviewOrder.Keras ? shuffle.Shuffle(reviews.Length) : [.. Enumerable.Range(0, reviews.Length)];
        return new ReviewSet(
            [.. order.Select(row => ImdbReviews.Encode(Array.ConvertAll(reviews[row].Words, word => rankOf[word]), options.Words))],
            [.. order.Select(row => reviews[row].Name.Positive ? (byte)1 : (byte)0)]);
    }
}
