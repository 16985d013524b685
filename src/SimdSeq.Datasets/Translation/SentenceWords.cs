namespace SimdSeq.Datasets;

/// <summary>
/// The words of a sentence, in lower case: runs of letters and digits, with the apostrophes and hyphens that stand inside of them; every
/// other mark is a word by itself, white space none.
/// </summary>
public static class SentenceWords
{
    /// <summary>The words.</summary>
    public static string[] Of(string sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        string text = sentence.ToLowerInvariant();
        var words = new List<string>();
        for (int i = 0; i < text.Length;)
        {
            int from = i;
            if (IsOfWord(text, i))
            {
                while (i < text.Length && (IsOfWord(text, i) || Joins(text, i))) i += Length(text, i);
            }
            else i += Length(text, i);

            if (!char.IsWhiteSpace(text[from])) words.Add(text[from..i]);
        }

        return [.. words];
    }

    private static int Length(string text, int at) => char.IsSurrogatePair(text, at) ? 2 : 1;

    private static bool IsOfWord(string text, int at) => char.IsLetterOrDigit(text, at) || char.GetUnicodeCategory(text, at)
        is System.Globalization.UnicodeCategory.NonSpacingMark;

    private static bool Joins(string text, int at) =>
        text[at] is '\'' or '\u2019' or '-' && at + 1 < text.Length && IsOfWord(text, at + 1);
}
