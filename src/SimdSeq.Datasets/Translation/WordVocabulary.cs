namespace SimdSeq.Datasets;

/// <summary>
/// Numbers of words: 0 for one that it does not have, 1 for the beginning of a sentence, 2 for its end, then the words, the most frequent
/// first, of equally frequent ones the first by ordinal.
/// </summary>
public sealed class WordVocabulary
{
    /// <summary>The number of a word that it does not have.</summary>
    public const int Unknown = 0;

    /// <summary>The number of the beginning of a sentence.</summary>
    public const int Start = 1;

    /// <summary>The number of its end.</summary>
    public const int End = 2;

    private static readonly string[] Marks = ["<unk>", "<s>", "</s>"];

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _words;

    /// <summary>That of sentences.</summary>
    /// <param name="sentences">Their words.</param>
    /// <param name="most">Numbers that there may be, those of the marks among them; rarer words have none.</param>
    /// <param name="leastFrequency">How often a word must come to have one.</param>
    public WordVocabulary(IEnumerable<string[]> sentences, int most, int leastFrequency = 1)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, Marks.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(leastFrequency, 1);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string word in sentences.SelectMany(words => words)) counts[word] = counts.GetValueOrDefault(word) + 1;
        var kept = counts.Where(word => word.Value >= leastFrequency && !Marks.Contains(word.Key))
            .OrderByDescending(word => word.Value).ThenBy(word => word.Key, StringComparer.Ordinal).Select(word => word.Key);
        _words = [.. Marks, .. kept.Take(most - Marks.Length)];
        for (int i = 0; i < _words.Count; i++) _numbers.Add(_words[i], i);
    }

    /// <summary>How many numbers there are.</summary>
    public int Count => _words.Count;

    /// <summary>The number of a word.</summary>
    public int this[string word] => _numbers.GetValueOrDefault(word, Unknown);

    /// <summary>The numbers of words.</summary>
    public int[] Encode(IEnumerable<string> words) => [.. words.Select(word => this[word])];

    /// <summary>The words of numbers, up to the end of the sentence.</summary>
    /// <param name="numbers">The numbers; one that no word has becomes <c>&lt;unk&gt;</c>.</param>
    public string[] Decode(IEnumerable<int> numbers) =>
        [.. numbers.TakeWhile(number => number != End).Select(number => (uint)number < (uint)Count ? _words[number] : Marks[Unknown])];
}
