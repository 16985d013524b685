using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace SimdSeq;

/// <summary>
/// Says how training goes: a line for every epoch and, on a terminal, a bar in place for the present one with the time that is left.
/// In a pipe, a file or a browser there are the lines alone.
/// </summary>
/// <param name="output">Where to; null: the standard output.</param>
/// <param name="isTerminal">Whether that is one, where lines may be redrawn; null: whether the standard output is.</param>
public sealed class ConsoleProgress(TextWriter? output = null, bool? isTerminal = null) : Callback
{
    private const int BarLength = 30;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly bool _isTerminal = isTerminal ?? (output is null && !Console.IsOutputRedirected && !OperatingSystem.IsBrowser());
    private readonly StringBuilder _line = new();
    private long _start;
    private long _stepsBefore; // of the run, when this process began
    private long _lastLook;
    private int _drawn; // characters of the bar

    private TextWriter Output => output ?? Console.Out;

    /// <inheritdoc/>
    public override void OnStart(TrainingRun run)
    {
        (_start, _stepsBefore, _lastLook, _drawn) = (0, 0, 0, 0);
        if (run.IsResumed) Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"goes on after epoch {run.Epochs.Count}"));
    }

    /// <inheritdoc/>
    public override void OnStep(TrainingRun run, StepProgress step)
    {
        if (!_isTerminal) return;
        long now = Stopwatch.GetTimestamp(), done = (step.Epoch - 1L) * step.Steps + step.Step;
        if (_start == 0) (_start, _stepsBefore) = (now, done);
        if (_lastLook != 0 && Stopwatch.GetElapsedTime(_lastLook, now) < BetweenLooks) return;
        _lastLook = now;
        long all = (long)step.Epochs * step.Steps, since = done - _stepsBefore;
        int filled = (int)((long)BarLength * step.Step / step.Steps);
        _line.Clear().Append(CultureInfo.InvariantCulture, $"epoch {step.Epoch}/{step.Epochs} [").Append('#', filled)
            .Append('.', BarLength - filled).Append(CultureInfo.InvariantCulture, $"] {step.Step}/{step.Steps}, loss {step.Loss:G4}");
        if (since > 0) _line.Append(", ").Append(Time(Stopwatch.GetElapsedTime(_start, now) / since * (all - done))).Append(" left");
        Redraw(_line.ToString(), end: false);
    }

    /// <inheritdoc/>
    public override void OnEpoch(TrainingRun run, EpochSummary epoch)
    {
        _line.Clear().Append(CultureInfo.InvariantCulture, $"epoch {epoch.Epoch}");
        if (run.Options is { } options) _line.Append(CultureInfo.InvariantCulture, $"/{options.Epochs}");
        _line.Append(CultureInfo.InvariantCulture, $": loss {epoch.TrainLoss:G5}");
        if (epoch.Accuracy is { } accuracy) _line.Append(CultureInfo.InvariantCulture, $", accuracy {accuracy:F4}");
        if (epoch.Validation is { } validation)
        {
            _line.Append(CultureInfo.InvariantCulture, $", validation loss {validation.Loss:G5}");
            if (validation.Accuracy is { } share) _line.Append(CultureInfo.InvariantCulture, $", validation accuracy {share:F4}");
        }

        _line.Append(CultureInfo.InvariantCulture, $", learning rate {epoch.LearningRate:G4}, {epoch.Seconds:F1} s");
        Redraw(_line.ToString(), end: true);
    }

    /// <inheritdoc/>
    public override void OnEnd(TrainingRun run)
    {
        if (run.StopReason is { } reason) Redraw($"stopped: {reason}", end: true);
    }

    /// <inheritdoc/>
    public override void OnFailure(TrainingRun run, Exception failure) =>
        Redraw(string.Create(CultureInfo.InvariantCulture, $"ended after epoch {run.Epochs.Count}: {failure.Message}"), end: true);

    /// <summary>For instance <c>1:02:05</c>, <c>2:05</c> or <c>5 s</c>.</summary>
    internal static string Time(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time.Minutes:D2}:{time.Seconds:D2}")
        : time.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:D2}")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds)} s");

    // Over the bar that is there; blanks hide what it was longer by.
    private void Redraw(string line, bool end)
    {
        string before = _drawn > 0 ? "\r" : "", blanks = new(' ', Math.Max(0, _drawn - line.Length));
        if (end) Output.WriteLine(before + line + blanks);
        else Output.Write(before + line + blanks);
        Output.Flush();
        _drawn = end ? 0 : line.Length;
    }
}
