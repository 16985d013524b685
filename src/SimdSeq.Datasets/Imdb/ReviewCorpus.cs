using System.Text;

namespace SimdSeq.Datasets;

/// <summary>Collects reviews in any order, then ranks the words of the training reviews and writes every review as ids.</summary>
internal sealed class ReviewCorpus(string path, ReadingLimits limits) : ReviewReader(path, limits)
{
    private readonly KerasTokenizer _tokenizer = new();
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal); // of words, in order of appearance
    private readonly List<string> _words = [];
    private readonly List<Review> _reviews = [];
    private readonly List<int> _line = [];

    private readonly record struct Review(ReviewName Name, int[] Words);

    /// <inheritdoc/>
    protected override bool Take(ReviewName name, ReadOnlySpan<byte> text)
    {
        _line.Clear();
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (ReadOnlySpan<char> word in _tokenizer.Words(text))
        {
            if (!lookup.TryGetValue(word, out int number))
            {
                number = _words.Count;
                if (number == Limits.Words) throw TooMuch(name, $"at most {Limits.Words:N0} different words");
                _words.Add(word.ToString());
                _numbers.Add(_words[number], number);
            }

            _line.Add(number);
        }

        if (_line.Count == 0) return false;
        _reviews.Add(new Review(name, [.. _line]));
        return true;
    }

    /// <summary>Ranks the words and writes the reviews as ids.</summary>
    /// <exception cref="DataFormatException">A folder has no reviews, or one of them twice.</exception>
    public ReviewData Build(ReviewSource source, ReviewOptions options)
    {
        Review[] training = Set(isTraining: true), test = Set(isTraining: false);
        int[] wordsByRank = Rank(training);
        var rankOf = new int[_words.Count];
        for (int i = 0; i < wordsByRank.Length; i++) rankOf[wordsByRank[i]] = i + 1;
        var order = new KerasOrder();
        return new ReviewData(
            Encode(training, rankOf, order, options), Encode(test, rankOf, order, options), source,
            [.. wordsByRank.Select(word => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(_words[word])))]);
    }

    private Review[] Set(bool isTraining) => Sorted(_reviews, review => review.Name, isTraining);

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
