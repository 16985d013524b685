using System.Globalization;
using Spectre.Console;

namespace SimdSeq.Cli;

/// <summary>Shows a run of a sweep while it trains: on a terminal a bar, in a pipe nothing.</summary>
internal sealed class SweepDisplay(Terminal terminal) : ITrainingObserver
{
    private const int BetweenWords = 20; // steps: formatting takes longer than it is looked at

    private ProgressTask? _bar;
    private string _name = "";

    /// <summary>Shows what <paramref name="train"/> does.</summary>
    public T Show<T>(string name, Func<ITrainingObserver?, T> train)
    {
        if (!terminal.IsLive) return train(null);
        Progress progress = terminal.Out.Progress().AutoClear(true).Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());
        return progress.Start(context =>
        {
            _name = name;
            _bar = context.AddTask(Markup.Escape(name));
            return train(this);
        });
    }

    /// <inheritdoc/>
    public void OnStep(StepProgress step)
    {
        if (_bar is null) return;
        _bar.MaxValue = (double)step.Epochs * step.Steps;
        _bar.Value = (step.Epoch - 1.0) * step.Steps + step.Step;
        if (step.Step % BetweenWords != 1 && step.Step != step.Steps) return;
        _bar.Description = Markup.Escape(string.Create(
            CultureInfo.InvariantCulture, $"{_name}: epoch {step.Epoch}/{step.Epochs}, loss {step.Loss:F4}"));
    }

    /// <inheritdoc/>
    public void OnEpoch(EpochSummary epoch)
    {
        // the line of a run is written when it is done
    }
}
