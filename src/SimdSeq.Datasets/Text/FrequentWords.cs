namespace SimdSeq.Datasets;

/// <summary>
/// Numbers the words of a text that is too large to hold: those that are most frequent in what is read to train on, in the order in which
/// they first come there, and one number for all others.
/// </summary>
/// <param name="most">Words that have numbers, with that of all others and that of the end of a line.</param>
internal sealed class FrequentWords(int most)
{
    /// <summary>What stands for a word that has no number of its own.</summary>
    public const string Unknown = "<unk>";

    /// <summary>What ends a line.</summary>
    public const string EndOfLine = "<eos>";

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];
    private readonly List<int> _training = [];

    /// <summary>Words to train on so far.</summary>
    public int Count => _training.Count;

    /// <summary>The number of <see cref="Unknown"/>, after <see cref="Keep"/>.</summary>
    public int UnknownNumber => _numbers[Unknown];

    /// <summary>The number of <see cref="EndOfLine"/>, after <see cref="Keep"/>.</summary>
    public int EndOfLineNumber => _numbers[EndOfLine];

    /// <summary>Reads on in the text to train on.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Words to have in the end, at most.</param>
    public void Train(WordReader text, int words)
    {
        var numbers = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        while (_training.Count < words && text.Read(out ReadOnlySpan<char> word))
        {
            if (word.IsEmpty) word = EndOfLine;
            if (!numbers.TryGetValue(word, out int number))
            {
                number = _words.Count;
                _words.Add(word.ToString());
                numbers[word] = number;
            }

            _training.Add(number);
        }
    }

    /// <summary>Numbers the words, once all to train on are read.</summary>
    /// <returns>Those to train on, and the words of the numbers.</returns>
    public (int[] Training, IReadOnlyList<string> Vocabulary) Keep()
    {
        var counts = new int[_words.Count];
        foreach (int number in _training) counts[number]++;
        string[] always = [Unknown, EndOfLine];
        HashSet<int> kept = [.. Enumerable.Range(0, counts.Length)
            .Where(number => !always.Contains(_words[number]))
            .OrderByDescending(number => counts[number]) // a stable sort: of equals the first
            .Take(Math.Max(0, most - always.Length))];
        string[] vocabulary = [.. _words.Where((word, number) => kept.Contains(number) || always.Contains(word))];
        vocabulary = [.. vocabulary, .. always.Except(vocabulary)];
        _numbers.Clear();
        foreach (string word in vocabulary) _numbers.Add(word, _numbers.Count);
        int[] renumbered = [.. _words.Select(word => _numbers.GetValueOrDefault(word, UnknownNumber))];
        return ([.. _training.Select(number => renumbered[number])], vocabulary);
    }

    /// <summary>The numbers of another text, after <see cref="Keep"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Words to read, at most.</param>
    public int[] Read(WordReader text, int words)
    {
        var numbers = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        var tokens = new List<int>();
        while (tokens.Count < words && text.Read(out ReadOnlySpan<char> word))
            tokens.Add(numbers.TryGetValue(word.IsEmpty ? EndOfLine : word, out int number) ? number : UnknownNumber);
        return [.. tokens];
    }
}
