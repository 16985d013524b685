using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary>The adding problem: the sum of two marked numbers among T. It is generated, so there is no file to get.</summary>
internal static class AddingSums
{
    // As many as in the paper's code, and as many again to choose by.
    private const int TrainingSamples = 50_000, ValidationSamples = 1_000, TestSamples = 1_000;
    private const long TrainingSeed = 1, ValidationSeed = 2, TestSeed = 3;

    /// <summary>The task with T steps.</summary>
    public static Func<ProblemRequest, Problem> Open(int steps) => request =>
    {
        GeneratedData.RefuseFile(request, "the adding problem");
        return new LossProblem(
            GeneratedData.Report(TrainingSamples + ValidationSamples + TestSamples),
            new AddingDataset(TrainingSamples, steps, TrainingSeed),
            new AddingDataset(ValidationSamples, steps, ValidationSeed),
            new AddingDataset(TestSamples, steps, TestSeed),
            LossScale.SquaredError,
            "mean",
            (AddingDataset.Plateau, AddingDataset.Plateau))
        {
            Notes =
            [
                ("Task", $"adding problem, T = {steps}: the sum of the two marked numbers; generated, no file needed"),
                ("Samples", $"{TrainingSamples:N0} training, {ValidationSamples:N0} validation, {TestSamples:N0} test"),
                ("Baseline", "always 1, the mean: 1/6 = 0.1667"),
            ],
        };
    };
}
