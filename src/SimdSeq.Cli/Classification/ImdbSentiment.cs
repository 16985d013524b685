using System.Security.Cryptography;
using SimdSeq.Data;
using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary>
/// The sentiment of film reviews: from the file or directory the user named, the one in the data folder, or generated ones.
/// </summary>
internal static class ImdbSentiment
{
    private const int ValidationShare = 5; // the last fifth of the training reviews, as Keras's validation_split

    /// <summary>Reads or generates reviews and prepares the task.</summary>
    /// <exception cref="UsageException">The named file is not there.</exception>
    /// <exception cref="DataFormatException">It holds no reviews.</exception>
    public static ClassificationProblem Open(ProblemRequest request) => Open(request, ImdbReviews.Steps);

    /// <summary>The same with another length.</summary>
    /// <param name="request">Where the data may be.</param>
    /// <param name="steps">Words that reviews are cut to.</param>
    /// <inheritdoc cref="Open(ProblemRequest)" path="/exception"/>
    public static ClassificationProblem Open(ProblemRequest request, int steps)
    {
        string? path = Find(request);
        ReviewData reviews = Read(path, request.Cancellation);
        int count = reviews.Training.Count, training = TrainingOf(count);
        var (train, validation) = (reviews.Training.Rows(new RowRange(0, training - 1)),
            reviews.Training.Rows(new RowRange(training, count - 1)));
        var notes = new List<(string Label, string Text)>
        {
            ("Reviews", $"{train.Count:N0} training, {validation.Count:N0} validation, {reviews.Test.Count:N0} test; the "
                + $"{new ReviewOptions().Words:N0} most frequent "
                + $"words, the last {steps} of a review"),
        };
        var problem = new ClassificationProblem(
            Report(path, count + reviews.Test.Count), train.ToDataset(steps), validation.ToDataset(steps), reviews.Test.ToDataset(steps),
            "reviews")
        {
            Notes = notes,
            SyntheticNotice = path is null ? Notice(request.Folder, count, reviews.Test.Count) : null,
        };
        AddBaseline(notes, problem);
        return problem;
    }

    /// <summary>Reviews whose words are known.</summary>
    /// <exception cref="UsageException">The named file is not there, or it has no words.</exception>
    /// <exception cref="DataFormatException">It holds no reviews.</exception>
    public static ReviewData Words(ProblemRequest request)
    {
        string? path = Find(request);
        ReviewData reviews = Read(path, request.Cancellation);
        return reviews.Vocabulary.Count > 0 ? reviews : throw new UsageException(
            $"--data: expected the text of reviews, which says what word a number is; got word ranks, '{path}'. "
            + $"Get aclImdb_v1.tar.gz with '{CommandTree.ProgramName} data get imdb'.");
    }

    /// <summary>Where the reviews are; null: nowhere.</summary>
    /// <exception cref="UsageException">The named file is not there.</exception>
    public static string? Find(ProblemRequest request)
    {
        if (!Directory.Exists(request.File)) FileOption.CheckReadable("--data", request.File);
        return request.File ?? DataFolder.Find("imdb", request.Folder);
    }

    /// <summary>How many of so many training reviews are trained on.</summary>
    public static int TrainingOf(int count) => count - count / ValidationShare;

    /// <summary>The data, for reports.</summary>
    public static DataReport Report(string? path, int reviews) => new(
        path, path is null ? DataReport.Synthetic : DataReport.Real, reviews, null,
        path is null || Directory.Exists(path) ? null : Sha(path));

    /// <summary>What is said of generated reviews.</summary>
    public static string Notice(string folder, int training, int test) =>
        $"There are no film reviews in '{Path.Combine(folder, "imdb")}', so this run uses SYNTHETIC ones: {training:N0} and "
        + $"{test:N0} generated texts that nobody wrote. Its results say nothing about the real ones.\n"
        + $"Get the real ones: {CommandTree.ProgramName} data get imdb\n"
        + $"Or name a file:    --data FILE, or set {DataFolder.Variable} to the folder that has it";

    /// <summary>Adds what the more frequent side scores.</summary>
    public static void AddBaseline(List<(string Label, string Text)> notes, ClassificationProblem problem) =>
        notes.Add(("Baseline", $"always the more frequent side: accuracy {problem.BaselineValidation} validation, {problem.BaselineTest} "
            + "test"));

    private static ReviewData Read(string? path, CancellationToken cancellation) =>
        path is null ? SyntheticReviews.Generate() : ImdbReviews.Load(path, cancellation: cancellation);

    private static string Sha(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
