using SimdSeq.Data;

namespace SimdSeq.Datasets;

/// <summary>Reviews as documents of sentences of word numbers, with their labels.</summary>
/// <param name="Documents">Numbers <c>[document][sentence][word]</c>, within the limits of <see cref="DocumentOptions"/>.</param>
/// <param name="Labels">1 for a positive review, 0 for a negative one.</param>
public sealed record DocumentSet(int[][][] Documents, byte[] Labels)
{
    /// <summary>Number of documents.</summary>
    public int Count => Labels.Length;

    /// <summary>Some of the documents, for example the last fifth for validation.</summary>
    /// <param name="rows">Rows of this set.</param>
    /// <exception cref="ArgumentOutOfRangeException">The set has not all of these rows.</exception>
    public DocumentSet Rows(RowRange rows)
    {
        if (rows.First < 0 || rows.Last >= Count || rows.Count == 0)
            throw new ArgumentOutOfRangeException(nameof(rows), $"Expected rows within 0..{Count - 1}, got {rows.First}..{rows.Last}.");
        return new DocumentSet(Documents[rows.First..(rows.Last + 1)], Labels[rows.First..(rows.Last + 1)]);
    }

    /// <summary>
    /// Samples <c>[sentence][word]</c> for a model of a nested input that begins with an <c>Embedding</c> with <c>maskZero</c>: words and
    /// sentences that are not there are 0, behind those that are. Targets are 1 and 0.
    /// </summary>
    /// <param name="sentences">Groups of the model's input.</param>
    /// <param name="words">Steps of a group.</param>
    /// <exception cref="ArgumentException">A document has more.</exception>
    public SampleDataset ToDataset(int sentences, int words) => new DocumentDataset(this, sentences, words);
}

/// <summary>Those samples: numbers are kept once, and written into a tile when they are asked for.</summary>
internal sealed class DocumentDataset : SampleDataset
{
    private readonly DocumentSet _documents;
    private readonly int _words;

    public DocumentDataset(DocumentSet documents, int sentences, int words) : base(documents.Count, sentences * words, 1, 1)
    {
        (_documents, _words, Groups) = (documents, words, sentences);
        int wrong = Array.FindIndex(documents.Documents,
            document => document.Length > sentences || document.Any(sentence => sentence.Length > words));
        if (wrong < 0) return;
        int[][] longer = documents.Documents[wrong];
        throw new ArgumentException($"Expected documents of at most {sentences} sentences x {words} words; document {wrong} has "
            + $"{longer.Length} sentences, the longest of {longer.Max(sentence => sentence.Length)} words. Load them with these limits.",
            nameof(documents));
    }

    /// <inheritdoc/>
    public override int? Groups { get; }

    /// <inheritdoc/>
    protected override void WriteInputs(int sample, LaneWriter lane)
    {
        int[][] document = _documents.Documents[sample];
        for (int s = 0; s < document.Length; s++)
        {
            for (int w = 0; w < document[s].Length; w++) lane[s * _words + w] = document[s][w];
        }
    }

    /// <inheritdoc/>
    protected override void WriteTargets(int sample, LaneWriter lane) => lane[0] = _documents.Labels[sample];
}
