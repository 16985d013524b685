namespace SimdSeq;

/// <summary>
/// Makes the learning rate smaller when a figure has not become better for some epochs, by Keras's count: outside the cooldown an epoch
/// that is no better adds one, and at the patience the rate becomes <c>max(factor · rate, minimum)</c>.
/// </summary>
/// <param name="factor">What the rate is multiplied with, in (0, 1).</param>
/// <param name="patience">Epochs without improvement to wait for.</param>
/// <param name="cooldown">Epochs after a reduction that are not counted.</param>
/// <param name="minimum">The lowest rate.</param>
/// <param name="minDelta">A smaller difference is no improvement.</param>
/// <param name="monitor">What to watch, a column of <see cref="History"/>: one of the names of <see cref="Metric"/>, or of a
/// metric.</param>
public sealed class ReduceLearningRateOnPlateau(
    double factor = 0.1, int patience = 10, int cooldown = 0, double minimum = 0, double minDelta = 1e-4,
        string monitor = Metric.ValidationLoss)
    : WatchingCallback(monitor, minDelta)
{
    private readonly double _factor = factor is > 0 and < 1
        ? factor
        : throw new ArgumentOutOfRangeException(nameof(factor), FormattableString.Invariant($"factor must be in (0, 1); got {factor}."));

    private readonly int _patience = patience >= 0
        ? patience
        : throw new ArgumentOutOfRangeException(nameof(patience), $"patience must be at least 0; got {patience}.");

    private readonly int _cooldown = cooldown >= 0
        ? cooldown
        : throw new ArgumentOutOfRangeException(nameof(cooldown), $"cooldown must be at least 0; got {cooldown}.");

    private readonly double _minimum = minimum is >= 0 and < double.PositiveInfinity
        ? minimum
        : throw new ArgumentOutOfRangeException(nameof(minimum),
            FormattableString.Invariant($"minimum must be at least 0 and finite; got {minimum}."));

    private int _wait;
    private int _coolingDown;

    /// <inheritdoc/>
    public override void OnStart(TrainingRun run)
    {
        base.OnStart(run);
        _wait = 0;
        _coolingDown = 0;
    }

    /// <inheritdoc/>
    public override void OnEpoch(TrainingRun run, EpochSummary epoch)
    {
        if (_coolingDown > 0)
        {
            _coolingDown--;
            _wait = 0;
        }

        if (Improves(epoch)) _wait = 0;
        else if (_coolingDown == 0 && ++_wait >= _patience) Reduce(run);
    }

    /// <inheritdoc/>
    public override void MoveState(TrainingRun run, StateTransfer state)
    {
        base.MoveState(run, state);
        state.Move(ref _wait);
        state.Move(ref _coolingDown);
    }

    internal override string Identity => FormattableString.Invariant(
        $"{base.Identity}, factor {_factor}, patience {_patience}, cooldown {_cooldown}, minimum {_minimum}");

    internal override void Check(FitOptions options)
    {
        base.Check(options);
        if (options.Optimizer.LearningRate is not ConstantRate)
            throw new ArgumentException($"{nameof(ReduceLearningRateOnPlateau)} needs a learning rate that stays; the optimizer has a "
                + $"{options.Optimizer.LearningRate}. Give the optimizer a number, or leave the callback out.");
    }

    // A rate that would round to zero stays.
    private void Reduce(TrainingRun run)
    {
        double lower = Math.Max(run.LearningRate * _factor, _minimum);
        if (run.LearningRate <= _minimum || lower == 0) return;
        run.LearningRate = lower;
        _coolingDown = _cooldown;
        _wait = 0;
    }
}
