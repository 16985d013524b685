using System.Globalization;

namespace SimdSeq.Datasets;

/// <summary>What the path of a review tells: <c>{train,test}/{pos,neg}/ID_RATING.txt</c>.</summary>
/// <param name="Training">Whether it is a training review.</param>
/// <param name="Positive">Whether it is a positive one.</param>
/// <param name="File">Its file's name.</param>
internal readonly record struct ReviewName(bool Training, bool Positive, string File)
{
    private const int LowestPositive = 7;
    private const int HighestNegative = 4;
    private const int LongestNumber = 10; // digits: names are kept in memory

    /// <summary>The folders of reviews, as error messages list them.</summary>
    public static IReadOnlyList<string> Folders { get; } = ["train/pos", "train/neg", "test/pos", "test/neg"];

    /// <summary>The folder it lies in.</summary>
    public string Folder => Folders[(Training ? 0 : 2) + (Positive ? 0 : 1)];

    /// <summary>Reads the end of a path, parts separated by <c>/</c>; null for a file that is no review.</summary>
    /// <param name="path">The path.</param>
    /// <param name="problem">Receives what is wrong with a file among reviews that is not named like one, else null.</param>
    public static ReviewName? Read(string path, out string? problem)
    {
        problem = null;
        // Archives made on a Mac have a file of attributes, ._NAME, beside every file.
        if (path.Split('/') is not [.., ("train" or "test") and var set, ("pos" or "neg") and var side, var file]
            || file.StartsWith('.') || !file.EndsWith(".txt", StringComparison.Ordinal))
            return null;
        var name = new ReviewName(set == "train", side == "pos", file);
        problem = name.FindProblem();
        return problem is null ? name : null;
    }

    private string? FindProblem()
    {
        string[] numbers = File[..^".txt".Length].Split('_');
        if (numbers.Length != 2 || !IsNumber(numbers[0], out _) || !IsNumber(numbers[1], out int rating))
            return "expected a name ID_RATING.txt of two numbers. Take away files that are no reviews.";
        return (Positive ? rating is >= LowestPositive and <= 10 : rating is >= 1 and <= HighestNegative)
            ? null
            : $"expected a rating of {(Positive ? "7 to 10" : "1 to 4")} in {Folder}, got {rating}. The review is in the wrong folder.";
    }

    private static bool IsNumber(string text, out int number) =>
        int.TryParse(text.Length <= LongestNumber ? text : "", NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
