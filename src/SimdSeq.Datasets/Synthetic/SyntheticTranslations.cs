namespace SimdSeq.Datasets;

/// <summary>
/// Sentences of a small grammar and their translations: made-up words, one for one, but that adjectives and nouns change places and verbs
/// go to the end, as something has to be learned.
/// </summary>
public static class SyntheticTranslations
{
    private static readonly string[] Nouns = ["mado", "tiran", "pelu", "kosin", "ravel", "hutem", "zoba", "linek", "fortu", "gamis"];
    private static readonly string[] Adjectives = ["buro", "seli", "namu", "viko", "drela", "choni"];
    private static readonly string[] Verbs = ["jagot", "lemit", "pirot", "sukat", "wenit", "obrat"];

    /// <summary>Writes sentences, the same everywhere.</summary>
    /// <param name="pairs">How many to train on; a tenth as many to choose by, and to test with.</param>
    public static TranslationCorpus Generate(int pairs = 4000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 10);
        var random = new SplitMix64(29);
        return new(Write(pairs, random), Write(pairs / 10, random), Write(pairs / 10, random));
    }

    private static SentencePairs Write(int count, SplitMix64 random)
    {
        var source = new string[count];
        var target = new string[count];
        for (int i = 0; i < count; i++)
        {
            var (first, translated) = Phrase(random);
            var (second, translatedSecond) = Phrase(random);
            string verb = Verbs[random.Below(Verbs.Length)];
            source[i] = $"{first} {verb} {second}.";
            target[i] = $"{translated} {translatedSecond} {Other(verb)}.";
        }

        return new SentencePairs(source, target);
    }

    private static (string Source, string Target) Phrase(SplitMix64 random)
    {
        string noun = Nouns[random.Below(Nouns.Length)], adjective = Adjectives[random.Below(Adjectives.Length)];
        return random.Happens(50) ? (noun, Other(noun)) : ($"{adjective} {noun}", $"{Other(noun)} {Other(adjective)}");
    }

    private static string Other(string word) => string.Concat(word.Reverse()) + "e";
}
