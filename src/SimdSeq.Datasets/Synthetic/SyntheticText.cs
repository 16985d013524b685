using System.Text;

namespace SimdSeq.Datasets;

/// <summary>
/// Stand-ins for the Penn Treebank and for tiny Shakespeare: sentences of a small grammar over words that are made of syllables.
/// </summary>
public static class SyntheticText
{
    private static readonly string[] Syllables =
        ["ba", "co", "den", "fi", "gar", "hol", "in", "ka", "lu", "mar", "nes", "o", "pre", "qua", "ri", "sto", "ta", "un", "ver", "zi"];

    /// <summary>Writes words, the same everywhere.</summary>
    /// <param name="sentences">How many sentences to train on; a tenth as many to choose by, and to test with.</param>
    public static TokenText Words(int sentences = 4000) => PennTreebank.Words(Write(sentences));

    /// <summary>The same words in the form of LAMBADA: of every fifth sentence to choose by or to test with, the last word is the
    /// answer.</summary>
    /// <param name="sentences">How many sentences to train on, likewise.</param>
    public static PassageText Passages(int sentences = 4000)
    {
        TokenText text = Words(sentences);
        int[] Answers(int[] tokens) => PassageText.LastWords(tokens, text.EndOfLine, unknown: PassageText.None, lines: 5);
        return new PassageText(text, Answers(text.Validation), Answers(text.Test), Unanswerable: 0);
    }

    /// <summary>The characters of the same sentences.</summary>
    /// <param name="sentences">How many sentences to train on, likewise.</param>
    public static TokenText Characters(int sentences = 4000) => PennTreebank.Characters(Write(sentences));

    /// <summary>The same sentences in one line, in the form of text8.</summary>
    /// <param name="sentences">How many sentences to train on, likewise.</param>
    public static TokenText Letters(int sentences = 4000)
    {
        int[][] parts = [.. Write(sentences).Select(part => part.Text
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(word => word.Append(' '))
            .Select(letter => Text8.Alphabet.IndexOf(letter, StringComparison.Ordinal)).ToArray())];
        return new TokenText(
            parts[0], parts[1], parts[2], [.. Text8.Alphabet.Select(character => character.ToString())], EndOfLine: 0);
    }

    /// <summary>The same sentences as the speeches of a play, by characters and in the form of tiny Shakespeare.</summary>
    /// <param name="sentences">How many sentences to train on, likewise.</param>
    public static TokenText Speeches(int sentences = 4000)
    {
        string[] lines = Write(sentences)[0].Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[1..];
        string[] speakers = [.. lines.Take(12).Select(line => line.Split(' ')[^1].ToUpperInvariant())];
        var random = new SplitMix64(17);
        var play = new StringBuilder();
        for (int i = 0; i < lines.Length;)
        {
            play.Append(speakers[random.Below(speakers.Length)]).Append(":\n");
            for (int end = Math.Min(lines.Length, i + 1 + random.Below(3)); i < end; i++)
                play.Append(char.ToUpperInvariant(lines[i][0])).Append(lines[i].AsSpan(1)).Append(random.Happens(80) ? ".\n" : "!\n");
            play.Append('\n');
        }

        return TinyShakespeare.Characters("synthetic text", Encoding.ASCII.GetBytes(play.ToString()));
    }

    private static (string File, string Text)[] Write(int sentences)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sentences, 10);
        var random = new SplitMix64(13);
        string[] nouns = Make(300, "", random), verbs = Make(120, "s", random), adjectives = Make(150, "y", random);
        // So that no text has words that training has not.
        string every = $" the a {string.Join(' ', [.. nouns, .. verbs, .. adjectives])} \n";
        return
        [
            ("synthetic text", every + Write(sentences, random)),
            ("synthetic text", Write(sentences / 10, random)),
            ("synthetic text", Write(sentences / 10, random)),
        ];

        string Write(int count, SplitMix64 draw)
        {
            var text = new StringBuilder();
            for (int i = 0; i < count; i++)
            {
                text.Append(' ');
                int theme = draw.Below(nouns.Length);
                Phrase(text, theme, draw);
                text.Append(verbs[(theme + Rank(5, draw)) % verbs.Length]).Append(' ');
                Phrase(text, theme + 1 + Rank(20, draw), draw);
                text.Append('\n');
            }

            return text.ToString();
        }

        void Phrase(StringBuilder text, int noun, SplitMix64 draw)
        {
            text.Append(draw.Happens(60) ? "the " : "a ");
            if (draw.Happens(40)) text.Append(adjectives[(noun + Rank(8, draw)) % adjectives.Length]).Append(' ');
            text.Append(nouns[noun % nouns.Length]).Append(' ');
        }
    }

    // Small numbers are frequent, as words of a language are.
    private static int Rank(int most, SplitMix64 random) => random.Below(1 + random.Below(most));

    private static string[] Make(int count, string ending, SplitMix64 random)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        while (words.Count < count)
        {
            int syllables = 2 + random.Below(2);
            words.Add(string.Concat(Enumerable.Range(0, syllables).Select(_ => Syllables[random.Below(Syllables.Length)])) + ending);
        }

        return [.. words];
    }
}
