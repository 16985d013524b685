using System.Globalization;
using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary>The copy memory task: ten symbols, answered after T blanks. It is generated, so there is no file to get.</summary>
internal static class CopyMemory
{
    // As many as in the paper's code; the test samples are half validation there.
    private const int TrainingSamples = 10_000, ValidationSamples = 1_000, TestSamples = 1_000;
    private const long TrainingSeed = 1, ValidationSeed = 2, TestSeed = 3;

    /// <summary>The task with T blanks.</summary>
    public static Func<ProblemRequest, Problem> Open(int blanks) => request =>
    {
        GeneratedData.RefuseFile(request, "copy memory");
        var training = new CopyMemoryDataset(TrainingSamples, blanks, TrainingSeed);
        return new LossProblem(
            GeneratedData.Report(TrainingSamples + ValidationSamples + TestSamples),
            training,
            new CopyMemoryDataset(ValidationSamples, blanks, ValidationSeed),
            new CopyMemoryDataset(TestSamples, blanks, TestSeed),
            LossScale.CrossEntropy,
            "guess",
            (training.Plateau, training.Plateau))
        {
            Notes =
            [
                ("Task", $"copy memory, T = {blanks}: {CopyMemoryDataset.Symbols} symbols, answered {blanks} steps later; "
                    + "generated, no file needed"),
                ("Samples",
                    $"{TrainingSamples:N0} training, {ValidationSamples:N0} validation, {TestSamples:N0} test; {training.Steps} steps"),
                ("Baseline", string.Create(
                    CultureInfo.InvariantCulture, $"guess the symbols: 10 ln 8 / (T + 20) = {training.Plateau:F4}")),
            ],
        };
    };
}
