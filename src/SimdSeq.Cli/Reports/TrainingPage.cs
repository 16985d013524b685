using System.Globalization;

namespace SimdSeq.Cli;

/// <summary>What <c>train --report</c> writes: the run as one HTML page.</summary>
internal static class TrainingPage
{
    /// <summary>The page of a training run.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="problem">Its data.</param>
    /// <param name="settings">How it was trained.</param>
    /// <param name="outcome">What it came to.</param>
    /// <param name="model">The model with the parameters of its best epoch; null: there was nothing to train.</param>
    /// <param name="cancellation">Stops soon.</param>
    public static string Create(
        Recipe recipe, Problem problem, TrainingSettings settings, TrainingOutcome outcome, SequenceModel<float>? model,
        CancellationToken cancellation)
    {
        var options = new ReportOptions
        {
            Title = $"{recipe.Name}: {recipe.Description}",
            Notice = problem.SyntheticNotice,
            Model = model?.Summary(),
            Results = Results(problem, outcome),
            Settings = [.. model is null ? [] : Settings(problem, settings), .. problem.Notes],
        };
        if (model is not null) options = problem.Describe(options, model, settings.Threads, cancellation);
        return new History(outcome.Epochs) { StoppedBecause = outcome.StoppedBecause }.ToReport(options);
    }

    private static List<(string Name, string Value)> Results(Problem problem, TrainingOutcome outcome)
    {
        string epoch = outcome.BestEpoch > 0 ? $" of epoch {outcome.BestEpoch}" : "";
        List<(string, string)> results =
        [
            ($"Validation {problem.Measure}{epoch}", $"{outcome.Validation}"), ($"Test {problem.Measure}{epoch}", $"{outcome.Test}"),
            ($"Baseline ({problem.BaselineName})", $"validation {problem.BaselineValidation}, test {problem.BaselineTest}"),
        ];
        if (outcome.BestEpoch > 0)
        {
            results.Add(("Parameters", outcome.ParameterCount.ToString("N0", CultureInfo.InvariantCulture)));
            results.Add(("SHA-256 of the parameters", outcome.ParameterSha256));
        }

        return results;
    }

    private static List<(string Name, string Value)> Settings(Problem problem, TrainingSettings settings)
    {
        List<(string, string)> all =
        [
            ("Epochs", Text(settings.Epochs)), ("Steps of an epoch", Text(settings.StepsOn(problem.Training))),
            ("Batch size", Text(settings.BatchSize)), ("Loss", problem.LossName), ("Optimizer", settings.Optimizer.Name),
            ("Learning rate", Text(settings.LearningRate)), ("Seed", Text(settings.Seed)), ("Threads", Text(settings.Threads)),
        ];
        if (settings.WarmupStepsOn(problem.Training) is > 0 and var warmup) all.Add(("Steps of warm-up", Text(warmup)));
        if (settings.Decays) all.Add(("Learning rate decays", $"as a cosine, to {Text(settings.LowestRate * settings.LearningRate)}"));
        if (settings.WeightDecay is { } share) all.Add(("Weight decay", Text(share)));
        if (settings.ResetStatesEvery is { } reset) all.Add(("Steps between states of zero", Text(reset)));
        if (settings.GlobalClipNorm is { } norm) all.Add(("Gradients clipped at", Text(norm)));
        return all;
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
