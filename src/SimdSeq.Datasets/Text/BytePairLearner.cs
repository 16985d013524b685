namespace SimdSeq.Datasets;

/// <summary>
/// Learns which pairs of tokens become one (Sennrich, Haddow and Birch 2016): again and again the pair that comes most often within the
/// words of a text, of equally frequent ones the first by ordinal of its left and then its right token.
/// </summary>
internal sealed class BytePairLearner
{
    private readonly List<Word> _words = [];
    private readonly Dictionary<(string Left, string Right), Pair> _pairs = [];

    private sealed record Word(int Count)
    {
        public required List<string> Tokens { get; set; }
    }

    private sealed class Pair
    {
        public long Count { get; set; }

        /// <summary>The words that have or had it.</summary>
        public HashSet<int> Words { get; } = [];
    }

    /// <summary>Begins with words as letters, and how often each comes.</summary>
    public BytePairLearner(IReadOnlyDictionary<string, int> counts)
    {
        foreach (var (word, count) in counts.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            _words.Add(new Word(count) { Tokens = [.. word.Select(letter => letter.ToString())] });
            Add(_words.Count - 1, count);
        }
    }

    /// <summary>The next pairs that become one, the most frequent first.</summary>
    /// <param name="most">At most so many; fewer where no pair comes twice.</param>
    public IEnumerable<(string Left, string Right)> Merges(int most)
    {
        for (int i = 0; i < most && Best() is { } best; i++)
        {
            Merge(best);
            yield return best;
        }
    }

    private (string Left, string Right)? Best()
    {
        (string Left, string Right)? best = null;
        long count = 1; // a pair that comes once is none
        foreach (var (pair, found) in _pairs)
        {
            if (found.Count < count || (found.Count == count && (best is not { } other || Compare(pair, other) >= 0))) continue;
            (best, count) = (pair, found.Count);
        }

        return best;
    }

    private static int Compare((string Left, string Right) a, (string Left, string Right) b) =>
        string.CompareOrdinal(a.Left, b.Left) is not 0 and var order ? order : string.CompareOrdinal(a.Right, b.Right);

    private void Merge((string Left, string Right) pair)
    {
        foreach (int number in _pairs[pair].Words.ToArray())
        {
            Word word = _words[number];
            Add(number, -word.Count);
            var merged = new List<string>(word.Tokens.Count);
            for (int i = 0; i < word.Tokens.Count; i++)
            {
                bool isPair = i + 1 < word.Tokens.Count && (word.Tokens[i], word.Tokens[i + 1]) == pair;
                merged.Add(isPair ? word.Tokens[i] + word.Tokens[++i] : word.Tokens[i]);
            }

            word.Tokens = merged;
            Add(number, word.Count);
        }

        _pairs.Remove(pair);
    }

    // Counts the pairs of a word, or takes them away.
    private void Add(int number, int count)
    {
        List<string> tokens = _words[number].Tokens;
        for (int i = 0; i + 1 < tokens.Count; i++)
        {
            if (!_pairs.TryGetValue((tokens[i], tokens[i + 1]), out Pair? pair)) _pairs.Add((tokens[i], tokens[i + 1]), pair = new Pair());
            pair.Count += count;
            pair.Words.Add(number);
        }
    }
}
