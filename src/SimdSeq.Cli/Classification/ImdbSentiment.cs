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
        if (!Directory.Exists(request.File)) FileOption.CheckReadable("--data", request.File);
        string? path = request.File ?? DataFolder.Find("imdb", request.Folder);
        return path is null ? Synthetic(request.Folder, steps) : Real(path, steps, request.Cancellation);
    }

    private static ClassificationProblem Real(string path, int steps, CancellationToken cancellation)
    {
        ReviewData reviews = ImdbReviews.Load(path, cancellation: cancellation);
        string? sha = Directory.Exists(path) ? null : Sha(path);
        return Create(reviews, steps, new DataReport(path, DataReport.Real, reviews.Training.Count + reviews.Test.Count, null, sha));
    }

    private static ClassificationProblem Synthetic(string folder, int steps)
    {
        ReviewData reviews = SyntheticReviews.Generate();
        var data = new DataReport(null, DataReport.Synthetic, reviews.Training.Count + reviews.Test.Count, null, null);
        return Create(reviews, steps, data) with
        {
            SyntheticNotice =
                $"There are no film reviews in '{Path.Combine(folder, "imdb")}', so this run uses SYNTHETIC ones: "
                    + $"{reviews.Training.Count:N0} and "
                + $"{reviews.Test.Count:N0} generated texts that nobody wrote. Its results say nothing about the real ones.\n"
                + $"Get the real ones: {CommandTree.ProgramName} data get imdb\n"
                + $"Or name a file:    --data FILE, or set {DataFolder.Variable} to the folder that has it",
        };
    }

    private static ClassificationProblem Create(ReviewData reviews, int steps, DataReport data)
    {
        int count = reviews.Training.Count, training = count - count / ValidationShare;
        var (train, validation) = (reviews.Training.Rows(new RowRange(0, training - 1)),
            reviews.Training.Rows(new RowRange(training, count - 1)));
        var notes = new List<(string Label, string Text)>
        {
            ("Reviews", $"{train.Count:N0} training, {validation.Count:N0} validation, {reviews.Test.Count:N0} test; the "
                + $"{new ReviewOptions().Words:N0} most frequent "
                + $"words, the last {steps} of a review"),
        };
        var problem = new ClassificationProblem(
            data, train.ToDataset(steps), validation.ToDataset(steps), reviews.Test.ToDataset(steps), "reviews")
        { Notes = notes };
        notes.Add(("Baseline", $"always the more frequent side: accuracy {problem.BaselineValidation} validation, {problem.BaselineTest} "
            + "test"));
        return problem;
    }

    private static string Sha(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
