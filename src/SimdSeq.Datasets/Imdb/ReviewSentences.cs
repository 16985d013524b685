namespace SimdSeq.Datasets;

/// <summary>
/// Cuts a review into sentences of words, by this rule:
/// <list type="bullet">
/// <item>a tag, such as <c>&lt;br /&gt;</c>, ends a sentence, and so does a line's end;</item>
/// <item>a run of <c>.</c>, <c>!</c>, <c>?</c> or <c>…</c> ends one where white space or the text's end comes after it, or after the
/// closing quotes and brackets behind it, which belong to the sentence: <c>3.5</c> and <c>imdb.com</c> stay whole;</item>
/// <item>a single full stop does not after a title or short form (<c>mr mrs ms dr st jr sr prof vs</c>) and after a single capital but
/// <c>I</c>, as in <c>J. R. Smith</c>;</item>
/// <item>what has no letter and no digit is no sentence and is left out.</item>
/// </list>
/// Words are those of <see cref="SentenceWords"/>: lower case, marks by themselves.
/// </summary>
public static class ReviewSentences
{
    private const string Ends = ".!?\u2026", Closing = "\"')]}\u201d\u2019";
    private const int LongestTag = 20;

    private static readonly HashSet<string> Shortened =
        new(["mr", "mrs", "ms", "dr", "st", "jr", "sr", "prof", "vs"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The words of each sentence.</summary>
    /// <param name="review">The text.</param>
    public static string[][] Of(string review)
    {
        ArgumentNullException.ThrowIfNull(review);
        var sentences = new List<string[]>();
        int from = 0;
        for (int i = 0; i < review.Length;)
        {
            if (EndOfTag(review, i) is { } behind)
            {
                Add(i);
                from = i = behind;
            }
            else if (review[i] is '\n' or '\r')
            {
                Add(i);
                from = ++i;
            }
            else if (Ends.Contains(review[i]))
            {
                int first = i;
                while (i < review.Length && Ends.Contains(review[i])) i++;
                int end = i;
                while (end < review.Length && Closing.Contains(review[end])) end++;
                bool isSpaced = end == review.Length || char.IsWhiteSpace(review[end]) || EndOfTag(review, end) is not null;
                if (!isSpaced || (i - first == 1 && review[first] == '.' && IsShortened(review, first))) continue;
                Add(end);
                from = i = end;
            }
            else i++;
        }

        Add(review.Length);
        return [.. sentences];

        void Add(int end)
        {
            string sentence = review[from..end];
            if (sentence.Any(char.IsLetterOrDigit)) sentences.Add(SentenceWords.Of(sentence));
        }
    }

    // Behind the > of <br />, </i> and the like; a < before anything else is a mark, as in "I <3 it".
    private static int? EndOfTag(string text, int at)
    {
        if (text[at] != '<') return null;
        int letter = at + 1 < text.Length && text[at + 1] == '/' ? at + 2 : at + 1;
        if (letter >= text.Length || !char.IsAsciiLetter(text[letter])) return null;
        int end = text.AsSpan(letter, Math.Min(LongestTag, text.Length - letter)).IndexOf('>');
        return end < 0 ? null : letter + end + 1;
    }

    private static bool IsShortened(string text, int stop)
    {
        int from = stop;
        while (from > 0 && char.IsLetter(text[from - 1])) from--;
        bool isInitial = stop - from == 1 && char.IsUpper(text[from]) && text[from] != 'I' && (from == 0 || text[from - 1] is ' ' or '.');
        return isInitial || Shortened.Contains(text[from..stop]);
    }
}
