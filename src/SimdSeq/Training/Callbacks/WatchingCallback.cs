namespace SimdSeq;

/// <summary>A callback that watches a figure for its best value.</summary>
public abstract class WatchingCallback : Callback
{
    private readonly double _minDelta;

    private protected WatchingCallback(Metric monitor, double minDelta = 0)
    {
        if (!Enum.IsDefined(monitor)) throw new ArgumentOutOfRangeException(nameof(monitor), $"There is no metric {monitor}.");
        if (!(minDelta >= 0) || double.IsInfinity(minDelta))
            throw new ArgumentOutOfRangeException(nameof(minDelta),
                FormattableString.Invariant($"minDelta must be at least 0 and finite; got {minDelta}."));
        Monitor = monitor;
        _minDelta = minDelta;
    }

    /// <summary>What it watches.</summary>
    public Metric Monitor { get; }

    /// <summary>The best value of this run so far; null before the first.</summary>
    public double? Best { get; private set; }

    /// <summary>Forgets the run before.</summary>
    /// <param name="run">The run.</param>
    public override void OnStart(TrainingRun run) => Best = null;

    internal override void Check(FitOptions options)
    {
        if (Monitor is not (Metric.TrainLoss or Metric.TrainAccuracy) && options.Validation is null)
            throw new ArgumentException($"{GetType().Name} watches {Monitor}, but {nameof(FitOptions)}.{nameof(FitOptions.Validation)} is "
                + $"null. Give validation data, or watch {nameof(Metric)}.{nameof(Metric.TrainLoss)}.");
        if (Monitor is Metric.TrainAccuracy or Metric.ValidationAccuracy && options.Loss.ClassesFor(1) == 0)
            throw new ArgumentException($"{GetType().Name} watches {Monitor}, but {options.Loss} has no classes to be right about. Watch "
                + "a loss.");
        if (Monitor is Metric.ValidationMeanAbsoluteError && options.Loss.TargetsAreIndices)
            throw new ArgumentException($"{GetType().Name} watches {Monitor}, but the targets of {options.Loss} are class indices. Watch "
                + $"{nameof(Metric)}.{nameof(Metric.ValidationLoss)}.");
    }

    /// <summary>Whether an epoch is better than the best by more than the least difference; then it is the best.</summary>
    private protected bool Improves(EpochSummary epoch)
    {
        double value = ValueIn(epoch);
        bool isBetter = !double.IsNaN(value) && (Best is not { } best || (IsRising ? value - _minDelta > best : value + _minDelta < best));
        if (isBetter) Best = value;
        return isBetter;
    }

    private bool IsRising => Monitor is Metric.TrainAccuracy or Metric.ValidationAccuracy;

    private double ValueIn(EpochSummary epoch) => Monitor switch
    {
        Metric.ValidationLoss => epoch.Validation!.Loss,
        Metric.ValidationMeanAbsoluteError => epoch.Validation!.MeanAbsoluteError,
        Metric.ValidationAccuracy => epoch.Validation!.Accuracy!.Value,
        Metric.TrainAccuracy => epoch.Accuracy!.Value,
        _ => epoch.TrainLoss,
    };
}
