namespace SimdSeq.Datasets;

/// <summary>Sentences and their translations, line by line.</summary>
/// <param name="Source">The sentences to translate.</param>
/// <param name="Target">Their translations, as many.</param>
public sealed record SentencePairs(IReadOnlyList<string> Source, IReadOnlyList<string> Target)
{
    /// <summary>Number of pairs.</summary>
    public int Count => Source.Count;
}

/// <summary>The parts of a corpus for translation.</summary>
/// <param name="Training">To train on.</param>
/// <param name="Validation">To choose by.</param>
/// <param name="Test">To test with.</param>
public sealed record TranslationCorpus(SentencePairs Training, SentencePairs Validation, SentencePairs Test);
