using System.Diagnostics;
using System.Globalization;

namespace SimdSeq.Cli;

/// <summary>What <c>train</c> says, from the data to the results.</summary>
internal sealed class TrainingLog(Terminal terminal, bool isQuiet)
{
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Data, model and settings.</summary>
    public void Begin(Recipe recipe, Problem problem, TrainingSettings settings)
    {
        if (MachineFacts.IsDebugBuild && recipe.CreateModel is not null)
            terminal.Warning("this is a Debug build, about a hundred times slower. Run it with -c Release.");
        if (isQuiet)
        {
            if (problem.SyntheticNotice is not null) terminal.Warning("the data are SYNTHETIC: no real ones were found.");
            return;
        }

        if (problem.SyntheticNotice is { } notice) terminal.Notice("Synthetic data", notice);
        terminal.Fact("Recipe", $"{recipe.Name}: {recipe.Description}");
        foreach ((string label, string text) in problem.Notes) terminal.Fact(label, text);
        if (recipe.CreateModel is not null)
        {
            terminal.Fact("Training", $"{settings.Describe(problem)}, seed {settings.Seed}");
            string threads = settings.Threads == 1 ? "1 thread" : $"{settings.Threads} threads";
            terminal.Fact("Machine", $"{threads}, {MachineFacts.Current.Simd}-bit vectors, {MachineFacts.Current.Runtime}");
        }

        terminal.OutWriter.WriteLine();
    }

    /// <summary>Runs the training and shows it.</summary>
    public TrainingOutcome Show(Problem problem, Func<ITrainingObserver?, TrainingOutcome> train)
    {
        if (isQuiet) return train(null);
        var display = new TrainingDisplay(terminal, problem);
        TrainingOutcome outcome = display.Show(() => train(display));
        terminal.OutWriter.WriteLine();
        return outcome;
    }

    /// <summary>The results.</summary>
    public void End(Problem problem, TrainingOutcome outcome)
    {
        if (isQuiet)
        {
            terminal.OutWriter.WriteLine($"validation {problem.Measure} {outcome.Validation}, test {problem.Measure} {outcome.Test}, "
                + $"baseline {problem.BaselineValidation}, {problem.Data.Kind} data, SHA-256 {outcome.ParameterSha256}");
            return;
        }

        string validation = $"{problem.Measure} {outcome.Validation}", test = $"{problem.Measure} {outcome.Test}";
        if (outcome.BestEpoch > 0) // else these are the baseline's
        {
            validation += $" in epoch {outcome.BestEpoch}, the best of {outcome.Epochs.Count}; "
                + $"baseline {problem.BaselineValidation}: {outcome.Validation.Against(problem.BaselineValidation)}";
            test += $" with the parameters of epoch {outcome.BestEpoch}; "
                + $"baseline {problem.BaselineTest}: {outcome.Test.Against(problem.BaselineTest)}";
        }

        terminal.Fact("Validation", validation);
        terminal.Fact("Test", test);
        if (outcome.BestEpoch > 0)
            terminal.Fact("Parameters", $"{outcome.ParameterCount:N0} of epoch {outcome.BestEpoch}, SHA-256 {outcome.ParameterSha256}");
        double seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        terminal.Fact("Time", string.Create(CultureInfo.InvariantCulture, $"{seconds:F1} s, data included"));
        if (problem.SyntheticNotice is not null) terminal.Fact("Note", "these are results on SYNTHETIC data");
    }

    /// <summary>A file that was written.</summary>
    public void Wrote(string label, string text)
    {
        if (!isQuiet) terminal.Fact(label, text);
    }
}
