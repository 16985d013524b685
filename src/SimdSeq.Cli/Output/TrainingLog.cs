using System.Diagnostics;
using System.Globalization;

namespace SimdSeq.Cli;

/// <summary>What <c>train</c> says, from the data to the results.</summary>
internal sealed class TrainingLog(Terminal terminal, bool isQuiet)
{
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Data, model and settings.</summary>
    public void Begin(Recipe recipe, ForecastProblem problem, TrainingSettings settings)
    {
        if (MachineFacts.IsDebugBuild && recipe.CreateModel is not null)
            terminal.Warning("this is a Debug build, about a hundred times slower. Run it with -c Release.");
        if (isQuiet)
        {
            if (problem.SyntheticNotice is not null) terminal.Warning("the data are SYNTHETIC: no Jena record was found.");
            return;
        }

        if (problem.SyntheticNotice is { } notice) terminal.Notice("Synthetic data", notice);
        terminal.Fact("Recipe", $"{recipe.Name}: {recipe.Description}");
        foreach ((string label, string text) in problem.Notes) terminal.Fact(label, text);
        if (recipe.CreateModel is not null)
        {
            terminal.Fact("Training", string.Create(CultureInfo.InvariantCulture,
                $"{settings.Epochs} {(settings.Epochs == 1 ? "epoch" : "epochs")} x {settings.StepsPerEpoch} steps x {settings.BatchSize} windows, RMSprop {settings.LearningRate}, MAE, seed {settings.Seed}"));
            terminal.Fact("Machine", $"{settings.Threads} {(settings.Threads == 1 ? "thread" : "threads")}, {MachineFacts.Current.Simd}-bit vectors, {MachineFacts.Current.Runtime}");
        }

        terminal.OutWriter.WriteLine();
    }

    /// <summary>Runs the training and shows it.</summary>
    public TrainingOutcome Show(ForecastProblem problem, Func<ITrainingObserver?, TrainingOutcome> train)
    {
        if (isQuiet) return train(null);
        var display = new TrainingDisplay(terminal, problem);
        TrainingOutcome outcome = display.Show(() => train(display));
        terminal.OutWriter.WriteLine();
        return outcome;
    }

    /// <summary>The results.</summary>
    public void End(ForecastProblem problem, TrainingOutcome outcome, string? save, string? json)
    {
        bool trained = outcome.BestEpoch > 0;
        if (isQuiet)
        {
            terminal.OutWriter.WriteLine($"validation MAE {outcome.Validation}, test MAE {outcome.Test}, baseline {problem.BaselineValidation}, "
                + $"{problem.Data.Kind} data, SHA-256 {outcome.ParameterSha256}");
            return;
        }

        terminal.Fact("Validation", trained
            ? $"MAE {outcome.Validation} in epoch {outcome.BestEpoch}, the best of {outcome.Epochs.Count}; baseline {problem.BaselineValidation}: {outcome.Validation.Against(problem.BaselineValidation)}"
            : $"MAE {outcome.Validation}");
        terminal.Fact("Test", trained
            ? $"MAE {outcome.Test} with the parameters of epoch {outcome.BestEpoch}; baseline {problem.BaselineTest}: {outcome.Test.Against(problem.BaselineTest)}"
            : $"MAE {outcome.Test}");
        if (trained) terminal.Fact("Parameters", $"{outcome.ParameterCount:N0} of epoch {outcome.BestEpoch}, SHA-256 {outcome.ParameterSha256}");
        if (save is not null) terminal.Fact("Saved", $"{save} (the parameters of epoch {outcome.BestEpoch})");
        if (json is not null) terminal.Fact("JSON", json);
        terminal.Fact("Time", string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(_start).TotalSeconds:F1} s, data included"));
        if (problem.SyntheticNotice is not null) terminal.Fact("Note", "these are results on SYNTHETIC data");
    }
}
