using System.Text;

namespace SimdSeq.Datasets;

/// <summary>Collects reviews, then numbers the words of the training reviews and writes all as documents.</summary>
internal sealed class DocumentCorpus : ReviewReader
{
    private const int FewestNumbers = 3; // padding, unknown and a word

    private readonly DocumentOptions _options;
    private readonly List<(ReviewName Name, string[][] Sentences)> _reviews = [];
    private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal); // each once in memory

    public DocumentCorpus(string path, DocumentOptions options, ReadingLimits limits) : base(path, limits)
    {
        _options = options;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Words, FewestNumbers);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LeastFrequency, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SentenceLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Sentences, 1);
    }

    /// <summary>Numbers the words and writes the reviews.</summary>
    public ReviewDocuments Build()
    {
        var (training, test) = (Set(isTraining: true), Set(isTraining: false));
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string word in training.SelectMany(review => review.Sentences).SelectMany(words => words))
            counts[word] = counts.GetValueOrDefault(word) + 1;
        var vocabulary = new DocumentVocabulary(counts, _options);
        var order = new KerasOrder();
        int pieces(string[] words) => (words.Length + _options.SentenceLength - 1) / _options.SentenceLength;
        int cut = training.Count(review => review.Sentences.Sum(pieces) > _options.Sentences);
        return new(Encode(training, vocabulary, order), Encode(test, vocabulary, order), vocabulary, (double)cut / training.Length);
    }

    /// <inheritdoc/>
    protected override bool Take(ReviewName name, ReadOnlySpan<byte> text)
    {
        string[][] sentences = ReviewSentences.Of(Encoding.UTF8.GetString(text));
        foreach (string[] sentence in sentences)
        {
            foreach (ref string word in sentence.AsSpan())
            {
                if (_words.TryGetValue(word, out string? known)) word = known;
                else if (_words.Count == Limits.Words) throw TooMuch(name, $"at most {Limits.Words:N0} different words");
                else _words.Add(word, word);
            }
        }

        _reviews.Add((name, sentences));
        return sentences.Length > 0;
    }

    private (ReviewName Name, string[][] Sentences)[] Set(bool isTraining) => Sorted(_reviews, review => review.Name, isTraining);

    private DocumentSet Encode((ReviewName Name, string[][] Sentences)[] reviews, DocumentVocabulary vocabulary, KerasOrder shuffle)
    {
        int[] order = shuffle.Shuffle(reviews.Length);
        return new(
            [.. order.Select(row => vocabulary.Encode(DocumentVocabulary.Fit(reviews[row].Sentences, _options)))],
            [.. order.Select(row => reviews[row].Name.Positive ? (byte)1 : (byte)0)]);
    }
}
