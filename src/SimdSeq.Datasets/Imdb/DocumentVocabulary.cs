namespace SimdSeq.Datasets;

/// <summary>
/// Numbers of the words of documents: 0 is no word, 1 stands for all rare ones, then the words, the most frequent first, of equally
/// frequent ones the first by ordinal.
/// </summary>
public sealed class DocumentVocabulary
{
    /// <summary>The number of what is not there.</summary>
    public const int Padding = 0;

    /// <summary>The number of a word that it does not have.</summary>
    public const int Unknown = 1;

    private const int FirstWord = 2;

    private readonly Dictionary<string, int> _numbers;
    private readonly DocumentOptions _options;

    /// <summary>That of words and how often each comes.</summary>
    internal DocumentVocabulary(IReadOnlyDictionary<string, int> counts, DocumentOptions options)
    {
        _options = options;
        Words = [.. counts.Where(word => word.Value >= options.LeastFrequency).OrderByDescending(word => word.Value)
            .ThenBy(word => word.Key, StringComparer.Ordinal).Select(word => word.Key).Take(options.Words - FirstWord)];
        _numbers = Words.Select((word, i) => (word, i)).ToDictionary(one => one.word, one => one.i + FirstWord, StringComparer.Ordinal);
    }

    /// <summary>The words, word i with the number i + 2.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The number of a word.</summary>
    public int this[string word] => _numbers.GetValueOrDefault(word, Unknown);

    /// <summary>
    /// The words of a text as a model sees them, <c>[sentence][word]</c>: sentences by <see cref="ReviewSentences"/>, a longer one cut
    /// into several, of a document with too many the first and the last ones.
    /// </summary>
    public string[][] Sentences(string text) => Fit(ReviewSentences.Of(text), _options);

    /// <summary>The numbers of such words.</summary>
    public int[][] Encode(string[][] sentences)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        return [.. sentences.Select(sentence => sentence.Select(word => this[word]).ToArray())];
    }

    /// <summary>Sentences within the limits.</summary>
    internal static string[][] Fit(IEnumerable<string[]> sentences, DocumentOptions options)
    {
        string[][] all = [.. sentences.SelectMany(sentence => sentence.Chunk(options.SentenceLength))];
        int first = (options.Sentences + 1) / 2, last = options.Sentences / 2;
        return all.Length <= options.Sentences ? all : [.. all[..first], .. all[^last..]];
    }
}
