namespace SimdSeq.Datasets;

/// <summary>
/// The score of a corpus of translations (Papineni, Roukos, Ward and Zhu 2002), with one reference for each: 100 times
/// <c>BP · exp(1/4 Σ_n log p_n)</c>, n from 1 to 4. p_n is the share of the runs of n words that the references have, each counted at most
/// as often as it stands there; <c>BP = exp(1 - r / c)</c> where the c words of all translations are fewer than the r of the references,
/// else 1. Without smoothing: 0 where no run of four is right.
/// </summary>
public static class Bleu
{
    private const int Longest = 4;

    /// <summary>The score.</summary>
    /// <param name="translations">The words of each translation.</param>
    /// <param name="references">The words of each reference, as many.</param>
    /// <returns>From 0 to 100.</returns>
    /// <exception cref="ArgumentException">There are not as many references.</exception>
    public static double OfCorpus(IReadOnlyList<string[]> translations, IReadOnlyList<string[]> references)
    {
        ArgumentNullException.ThrowIfNull(translations);
        ArgumentNullException.ThrowIfNull(references);
        if (translations.Count != references.Count)
            throw new ArgumentException($"{translations.Count} translations have as many references; got {references.Count}.",
                nameof(references));
        long[] right = new long[Longest], all = new long[Longest];
        long words = 0, expected = 0;
        for (int i = 0; i < translations.Count; i++)
        {
            words += translations[i].Length;
            expected += references[i].Length;
            for (int n = 1; n <= Longest; n++)
            {
                var inReference = Runs(references[i], n);
                foreach (var (run, count) in Runs(translations[i], n))
                {
                    all[n - 1] += count;
                    right[n - 1] += Math.Min(count, inReference.GetValueOrDefault(run));
                }
            }
        }

        if (right.Any(count => count == 0)) return 0;
        double logarithm = 0;
        for (int n = 0; n < Longest; n++) logarithm += Math.Log((double)right[n] / all[n]) / Longest;
        double penalty = words < expected ? Math.Exp(1 - (double)expected / words) : 1;
        return 100 * penalty * Math.Exp(logarithm);
    }

    private static Dictionary<string, int> Runs(string[] words, int length)
    {
        var runs = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i + length <= words.Length; i++)
        {
            string run = string.Join('\n', words, i, length); // which no word has
            runs[run] = runs.GetValueOrDefault(run) + 1;
        }

        return runs;
    }
}
