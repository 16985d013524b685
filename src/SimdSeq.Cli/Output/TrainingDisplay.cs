using System.Globalization;
using Spectre.Console;

namespace SimdSeq.Cli;

/// <summary>Shows training while it runs: rows of epochs and, on a terminal, a bar for the present one.</summary>
internal sealed class TrainingDisplay(Terminal terminal, Problem problem) : ITrainingObserver
{
    private readonly EpochTable _table = new(terminal, problem);
    private ProgressTask? _bar;

    /// <summary>Shows what <paramref name="train"/> does.</summary>
    public TrainingOutcome Show(Func<TrainingOutcome> train)
    {
        _table.Begin();
        if (!terminal.IsLive) return train();
        Progress progress = terminal.Out.Progress().AutoClear(true).Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());
        return progress.Start(context =>
        {
            _bar = context.AddTask("training");
            return train();
        });
    }

    /// <inheritdoc/>
    public void OnStep(StepProgress step)
    {
        if (_bar is null) return;
        double done = (step.Epoch - 1.0) * step.Steps + step.Step;
        _bar.MaxValue = (double)step.Epochs * step.Steps;
        _bar.Value = done;
        // Formatting allocates and takes longer than it is looked at: a few times a second is enough.
        if (step.Step % 20 == 1 || step.Step == step.Steps)
        {
            _bar.Description = string.Create(
                CultureInfo.InvariantCulture, $"epoch {step.Epoch}/{step.Epochs}, step {step.Step}/{step.Steps}, loss {step.Loss:F4}");
        }
    }

    /// <inheritdoc/>
    public void OnEpoch(EpochSummary epoch) => _table.Add(epoch);
}
