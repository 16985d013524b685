using System.Security.Cryptography;
using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary>
/// Tiny Shakespeare by characters: predict the next one. Training draws random blocks; validation is the loss over all blocks of the last
/// tenth of the text, one behind the other.
/// </summary>
internal static class ShakespeareText
{
    /// <summary>Steps of a block in nanoGPT's recipe for a machine without a graphics card.</summary>
    public const int Steps = 64;

    /// <summary>Steps of a longer block.</summary>
    public const int ManySteps = 256;

    private const string Dataset = "tinyshakespeare";

    /// <summary>The characters, which every text has in common.</summary>
    public static TextVocabulary Vocabulary(ProblemRequest request) => new(
        [.. TinyShakespeare.Alphabet.Select(character => character.ToString())],
        TinyShakespeare.Alphabet.IndexOf('\n', StringComparison.Ordinal), byCharacter: true);

    /// <summary>Reads or generates the text and cuts it into blocks of so many steps.</summary>
    public static Func<ProblemRequest, Problem> Open(int steps) => request => Open(request, steps);

    private static LossProblem Open(ProblemRequest request, int steps)
    {
        FileOption.CheckReadable("--data", request.File);
        string? path = request.File ?? DataFolder.Find(Dataset, request.Folder);
        TokenText text = path is null ? SyntheticText.Speeches() : TinyShakespeare.Load(path);
        int count = text.Training.Length + text.Validation.Length;
        if (text.Validation.Length <= steps)
            throw new FailureException($"expected a text whose last tenth has more than {steps} characters, got {count} in '{path}'.");
        var blocks = new TextBlocks(text.Validation, steps, stride: steps);
        double counts = text.FrequencyLoss(text.Validation);
        return new LossProblem(
            new DataReport(path, path is null ? DataReport.Synthetic : DataReport.Real, count, null, path is null ? null : Sha(path)),
            new TextBlocks(text.Training, steps, stride: 1), blocks, blocks,
            LossScale.CrossEntropy with { SamplesName = "blocks" },
            "counts",
            (counts, counts))
        {
            Notes =
            [
                ("Task", $"Tiny Shakespeare by characters: the next one of {text.Vocabulary.Count}; blocks of {steps} steps"),
                ("Text", $"{text.Training.Length:N0} training characters in random blocks, {text.Validation.Length:N0} validation "
                    + $"characters in {blocks.Count:N0} blocks, all of them in order; there is no third part, so the test is the "
                    + "validation"),
                ("Baseline", "each with the share that it has of the training characters"),
            ],
            SyntheticNotice = path is null
                ? StandIn.Notice("tiny Shakespeare", Dataset, request, "speeches of a small grammar over made-up words")
                : null,
        };
    }

    private static string Sha(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
