namespace SimdSeq.Cli;

/// <summary>Puts reports together.</summary>
internal static class TrainingReports
{
    /// <summary>The report of a training run.</summary>
    public static TrainingReport Create(Recipe recipe, ForecastProblem problem, TrainingSettings settings, TrainingOutcome outcome) => new()
    {
        Recipe = recipe.Name,
        Data = problem.Data,
        Parameters = outcome.ParameterCount,
        Epochs = [.. outcome.Epochs.Select(epoch => Report(epoch, problem))],
        BestValidationMae = outcome.Validation.Mae,
        BestValidationCelsius = outcome.Validation.Celsius,
        BestEpoch = outcome.BestEpoch,
        BaselineValidationMae = problem.BaselineValidation.Mae,
        BaselineValidationCelsius = problem.BaselineValidation.Celsius,
        BaselineTestMae = problem.BaselineTest.Mae,
        BaselineTestCelsius = problem.BaselineTest.Celsius,
        TestMae = outcome.Test.Mae,
        TestCelsius = outcome.Test.Celsius,
        ParameterSha256 = outcome.ParameterSha256,
        Threads = settings.Threads,
        Simd = MachineFacts.Current.Simd,
        BytesAllocatedPerStep = Median([.. outcome.Epochs.Select(epoch => epoch.BytesPerStep).Order()]),
        Seed = settings.Seed,
        StepsPerEpoch = settings.StepsPerEpoch,
        BatchSize = settings.BatchSize,
        LearningRate = settings.LearningRate,
        Version = MachineFacts.Current.Version,
        Runtime = MachineFacts.Current.Runtime,
    };

    // Of an even number the smaller of the two in the middle.
    private static double Median(double[] ascending) => ascending.Length == 0 ? 0 : ascending[(ascending.Length - 1) / 2];

    private static EpochReport Report(EpochSummary epoch, ForecastProblem problem)
    {
        ForecastError error = problem.Error(epoch.Validation!);
        return new EpochReport(epoch.Epoch, epoch.TrainLoss, error.Mae, error.Celsius, epoch.Seconds);
    }
}
