namespace SimdSeq.Datasets;

/// <summary>How reviews are served as documents of sentences of words.</summary>
public sealed record DocumentOptions
{
    /// <summary>Numbers that there may be, those of padding and of unknown words among them.</summary>
    public int Words { get; init; } = 20_000;

    /// <summary>How often a word must come in training reviews to have a number of its own.</summary>
    public int LeastFrequency { get; init; } = 5;

    /// <summary>Words of a sentence; a longer one goes on as another sentence.</summary>
    public int SentenceLength { get; init; } = 40;

    /// <summary>Sentences of a document; of a longer one those in the middle are left out.</summary>
    public int Sentences { get; init; } = 30;
}
