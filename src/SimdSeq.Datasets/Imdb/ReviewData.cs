using System.Text;

namespace SimdSeq.Datasets;

/// <summary>Reviews to train on and to test with.</summary>
/// <param name="Training">The reviews that words are counted in.</param>
/// <param name="Test">The other reviews.</param>
/// <param name="Source">Where they come from.</param>
/// <param name="Vocabulary">
/// Words by falling frequency: word <c>i</c> has the id <c>i + 4</c>. Empty when the source has no words
/// (<see cref="ReviewSource.WordRanks"/>).
/// </param>
public sealed record ReviewData(ReviewSet Training, ReviewSet Test, ReviewSource Source, IReadOnlyList<string> Vocabulary)
{
    /// <summary>
    /// A text of yours as the reviews are: <see cref="ImdbReviews.Start"/> with an empty word, then the words as Keras's tokenizer cuts
    /// them, a rare one with <see cref="ImdbReviews.Rare"/>. Words that no training review has are left out.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Ids are below this number, as in <see cref="ReviewOptions.Words"/>.</param>
    /// <exception cref="InvalidOperationException">The source has no words.</exception>
    public IReadOnlyList<(string Word, int Id)> Encode(string text, int words = 10_000)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(words, ImdbReviews.IdOffset);
        if (Vocabulary.Count == 0)
            throw new InvalidOperationException("These reviews are word ranks without words. Load the text, aclImdb_v1.tar.gz.");
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < Vocabulary.Count; i++) ranks.TryAdd(Vocabulary[i], i + 1);
        var encoded = new List<(string, int)> { ("", ImdbReviews.Start) };
        foreach (ReadOnlySpan<char> bytes in new KerasTokenizer().Words(Encoding.UTF8.GetBytes(text)))
        {
            string word = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes.ToString()));
            if (ranks.TryGetValue(word, out int rank)) encoded.Add((word, ImdbReviews.Encode([rank], words)[1]));
        }

        return encoded;
    }
}
