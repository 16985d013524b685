using SimdSeq.Data;
using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary>
/// The sentiment of film reviews as documents of sentences: from the text that the user named, that in the data folder, or generated ones.
/// </summary>
internal static class ImdbDocuments
{
    /// <summary>Reads or generates reviews and prepares the task.</summary>
    /// <param name="request">Where the data may be.</param>
    /// <param name="limits">Words, and how long documents are.</param>
    /// <exception cref="UsageException">The named file is not there.</exception>
    /// <exception cref="DataFormatException">It holds no text of reviews.</exception>
    public static ClassificationProblem Open(ProblemRequest request, DocumentOptions limits)
    {
        string? path = ImdbSentiment.Find(request);
        ReviewDocuments reviews = Read(path, limits, request.Cancellation);
        int count = reviews.Training.Count, training = ImdbSentiment.TrainingOf(count);
        var (train, validation) = (reviews.Training.Rows(new RowRange(0, training - 1)),
            reviews.Training.Rows(new RowRange(training, count - 1)));
        var notes = new List<(string Label, string Text)>
        {
            ("Reviews", $"{train.Count:N0} training, {validation.Count:N0} validation, {reviews.Test.Count:N0} test; "
                + $"{reviews.Vocabulary.Words.Count:N0} words that come {limits.LeastFrequency} times; at most "
                + $"{limits.Sentences} sentences of {limits.SentenceLength} words, which is all of {100 * (1 - reviews.Cut):F1} % of them"),
        };
        var problem = new ClassificationProblem(
            ImdbSentiment.Report(path, count + reviews.Test.Count), Samples(train), Samples(validation), Samples(reviews.Test), "reviews")
        {
            Notes = notes,
            SyntheticNotice = path is null ? ImdbSentiment.Notice(request.Folder, count, reviews.Test.Count) : null,
        };
        ImdbSentiment.AddBaseline(notes, problem);
        return problem;

        Dataset<float> Samples(DocumentSet set) => set.ToDataset(limits.Sentences, limits.SentenceLength);
    }

    /// <summary>The words of documents, and their numbers.</summary>
    /// <inheritdoc cref="Open" path="/exception"/>
    public static DocumentVocabulary Vocabulary(ProblemRequest request, DocumentOptions limits) =>
        Read(ImdbSentiment.Find(request), limits, request.Cancellation).Vocabulary;

    /// <summary>The documents of a path, or generated ones.</summary>
    public static ReviewDocuments Read(string? path, DocumentOptions limits, CancellationToken cancellation) =>
        path is null ? ReviewDocuments.Generate(options: limits) : ReviewDocuments.Load(path, limits, cancellation);
}
