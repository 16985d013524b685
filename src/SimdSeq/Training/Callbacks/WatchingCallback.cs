namespace SimdSeq;

/// <summary>A callback that watches a figure for its best value.</summary>
public abstract class WatchingCallback : Callback
{
    private const string OfValidation = "val_";

    private readonly double _minDelta;
    private bool _isRising;

    private protected WatchingCallback(string monitor, double minDelta = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(monitor);
        if (!(minDelta >= 0) || double.IsInfinity(minDelta))
            throw new ArgumentOutOfRangeException(nameof(minDelta),
                FormattableString.Invariant($"minDelta must be at least 0 and finite; got {minDelta}."));
        Monitor = monitor;
        _isRising = monitor is Metric.TrainAccuracy or Metric.ValidationAccuracy;
        _minDelta = minDelta;
    }

    /// <summary>The name of what it watches, a column of <see cref="History"/>.</summary>
    public string Monitor { get; }

    /// <summary>The best value of this run so far; null before the first.</summary>
    public double? Best { get; private set; }

    /// <summary>Forgets the run before.</summary>
    /// <param name="run">The run.</param>
    public override void OnStart(TrainingRun run) => Best = null;

    /// <inheritdoc/>
    public override void MoveState(TrainingRun run, StateTransfer state)
    {
        double? best = Best;
        state.Move(ref best);
        Best = best;
    }

    internal override string Identity => FormattableString.Invariant($"{GetType().Name} of {Monitor}, minDelta {_minDelta}");

    internal override void Check(FitOptions options)
    {
        if (Monitor.StartsWith(OfValidation, StringComparison.Ordinal) && options.Validation is null)
            throw new ArgumentException($"{GetType().Name} watches {Monitor}, but {nameof(FitOptions)}.{nameof(FitOptions.Validation)} is "
                + $"null. Give validation data, or watch {nameof(Metric)}.{nameof(Metric.TrainLoss)}.");
        if (Watched(options) is { } metric)
        {
            _isRising = metric.HigherIsBetter;
            return;
        }

        if (Monitor is not (Metric.TrainLoss or Metric.TrainAccuracy or Metric.ValidationLoss or Metric.ValidationAccuracy
            or Metric.ValidationMeanAbsoluteError))
            throw new ArgumentException($"{GetType().Name} watches {Monitor}, which nothing measures. Add it to {nameof(FitOptions)}."
                + $"{nameof(FitOptions.Metrics)}, or watch one of {string.Join(", ", Known(options))}.");
        if (Monitor is Metric.TrainAccuracy or Metric.ValidationAccuracy && options.Loss.ClassesFor(1) == 0)
            throw new ArgumentException($"{GetType().Name} watches {Monitor}, but {options.Loss} has no classes to be right about. Watch "
                + "a loss.");
        if (Monitor is Metric.ValidationMeanAbsoluteError && !options.Loss.TargetsAreBesideAnswers)
            throw new ArgumentException($"{GetType().Name} watches {Monitor}, but the targets of {options.Loss} are no values beside the "
                + $"answers. Watch {nameof(Metric)}.{nameof(Metric.ValidationLoss)}.");
    }

    /// <summary>Whether an epoch is better than the best by more than the least difference; then it is the best.</summary>
    private protected bool Improves(EpochSummary epoch)
    {
        double value = epoch[Monitor];
        bool isBetter = !double.IsNaN(value) && (Best is not { } best || (_isRising ? value - _minDelta > best : value + _minDelta < best));
        if (isBetter) Best = value;
        return isBetter;
    }

    // Of several outputs its name comes after that of the output.
    private Metric? Watched(FitOptions options)
    {
        string name = Monitor.StartsWith(OfValidation, StringComparison.Ordinal) ? Monitor[OfValidation.Length..] : Monitor;
        return options.Metrics.FirstOrDefault(
            metric => metric.Name == name || name.EndsWith($"_{metric.Name}", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Known(FitOptions options)
    {
        var names = new List<string> { Metric.TrainLoss };
        if (options.AllLosses[0].ClassesFor(1) > 0) names.Add(Metric.TrainAccuracy);
        names.AddRange(options.Metrics.Select(metric => metric.Name));
        return options.Validation is null ? names : [.. names, .. names.Select(name => OfValidation + name)];
    }
}
