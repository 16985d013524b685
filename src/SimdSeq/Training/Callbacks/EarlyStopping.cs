namespace SimdSeq;

/// <summary>
/// Stops when a figure has not become better for some epochs, by Keras's count: an epoch that is no better adds one, a better one
/// begins anew, and training stops when the count reaches the patience, after the second epoch at the soonest.
/// </summary>
/// <param name="monitor">What to watch, a column of <see cref="History"/>: one of the names of <see cref="Metric"/>, or of a
/// metric.</param>
/// <param name="patience">Epochs without improvement to wait for.</param>
/// <param name="minDelta">A smaller difference is no improvement.</param>
/// <param name="restoreBest">
/// Whether the model ends with the parameters of its best epoch: also when the last epoch is reached, training is cancelled, diverges or
/// fails.
/// </param>
public sealed class EarlyStopping(string monitor = Metric.ValidationLoss, int patience = 0, double minDelta = 0, bool restoreBest = true)
    : WatchingCallback(monitor, minDelta)
{
    private readonly int _patience = patience >= 0
        ? patience
        : throw new ArgumentOutOfRangeException(nameof(patience), $"patience must be at least 0; got {patience}.");

    private ParameterSnapshot? _bestParameters;
    private int _wait;

    /// <summary>The best epoch of the run, from 1; 0 before there is one.</summary>
    public int BestEpoch { get; private set; }

    /// <inheritdoc/>
    public override void OnStart(TrainingRun run)
    {
        base.OnStart(run);
        _bestParameters = null;
        _wait = 0;
        BestEpoch = 0;
    }

    /// <inheritdoc/>
    public override void OnEpoch(TrainingRun run, EpochSummary epoch)
    {
        bool improves = Improves(epoch);
        _wait = improves ? 0 : _wait + 1;
        if (improves || BestEpoch == 0)
        {
            BestEpoch = epoch.Epoch;
            if (restoreBest) _bestParameters = run.Snapshot();
        }

        if (!improves && _wait >= _patience && epoch.Epoch > 1)
            run.Stop(FormattableString.Invariant($"{Monitor} did not improve for {_wait} epochs; {WhereBest()}."));
    }

    /// <inheritdoc/>
    public override void OnEnd(TrainingRun run) => RestoreBest(run);

    /// <inheritdoc/>
    public override void OnFailure(TrainingRun run, Exception failure) => RestoreBest(run);

    /// <inheritdoc/>
    public override void MoveState(TrainingRun run, StateTransfer state)
    {
        base.MoveState(run, state);
        int best = BestEpoch;
        state.Move(ref best);
        state.Move(ref _wait);
        run.MoveState(state, ref _bestParameters);
        BestEpoch = best;
    }

    internal override string Identity => $"{base.Identity}, patience {_patience}, restoreBest {restoreBest}";

    private void RestoreBest(TrainingRun run)
    {
        if (_bestParameters is not null) run.Restore(_bestParameters);
        _bestParameters = null;
    }

    private string WhereBest() => Best is { } best
        ? FormattableString.Invariant($"its best, {best:G6}, is that of epoch {BestEpoch}")
        : "no epoch had a finite figure";
}
