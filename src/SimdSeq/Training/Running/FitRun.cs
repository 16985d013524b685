using System.Numerics;

namespace SimdSeq;

/// <summary>
/// A run of <c>Fit</c>, from its beginning or from where a backup says that it was. The backup of an epoch is written when everybody has
/// been told of it, so that what callbacks remember belongs to it; that of a step within an epoch has their memory of the epoch before.
/// </summary>
internal sealed class FitRun<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Trainer<T> _trainer;
    private readonly FitOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly List<EpochSummary> _epochs = [];
    private readonly EpochProgress _progress = new();
    private readonly TrainingRun<T> _run;
    private readonly CallbackSequence _callbacks;
    private readonly BackupAndRestore? _backup;
    private readonly string _beginning = ""; // of the model's parameters, where a backup has to be of the same
    private bool _isWithinEpoch;

    public FitRun(SequenceModel<T> model, Trainer<T> trainer, FitOptions options, CancellationToken cancellation)
    {
        _trainer = trainer;
        _options = options;
        _cancellation = cancellation;
        _run = new TrainingRun<T>(model, trainer, _epochs, options);
        _callbacks = new CallbackSequence(options.Callbacks, _run);
        _backup = options.Callbacks.OfType<BackupAndRestore>().SingleOrDefault();
        if (_backup is not null) _beginning = model.ParameterSha256();
    }

    /// <summary>Trains to the end.</summary>
    /// <param name="rest">Is awaited after every step; null: nothing is, and the task is done when it is there.</param>
    public async Task<History> RunAsync(Func<Task>? rest)
    {
        try
        {
            Start();
            while (_epochs.Count < _options.Epochs && _run.StopReason is null) await EpochAsync(rest).ConfigureAwait(false);
            _trainer.TakeAverage();
            _callbacks.End();
        }
        catch (Exception failure)
        {
            if (failure is OperationCanceledException) TryBackUp(); // before callbacks restore other parameters
            _callbacks.Fail(failure);
            if (failure is OperationCanceledException cancelled) throw new TrainingCanceledException(new History(_epochs), cancelled);
            if (failure is TrainingDivergedException diverged) diverged.History = new History(_epochs);
            throw;
        }

        return new History(_epochs) { StoppedBecause = _epochs.Count < _options.Epochs ? _run.StopReason : null };
    }

    private void Start()
    {
        var state = _backup?.Read();
        if (state is not null)
        {
            CheckSame(state);
            Move(state);
            _run.IsResumed = true;
            _backup!.Resumed(_epochs.Count, _progress.Steps);
        }

        _callbacks.Start(state);
        state?.End();
    }

    private async Task EpochAsync(Func<Task>? rest)
    {
        int number = _epochs.Count + 1;
        if (_progress.Steps == 0)
        {
            _progress.Begin();
            _trainer.BeginEpoch();
        }

        _isWithinEpoch = true;
        for (bool isFirst = true; _progress.Steps < _trainer.Steps; isFirst = false)
        {
            _cancellation.ThrowIfCancellationRequested();
            double loss = _trainer.Step(number, _progress, isCounted: !isFirst || _trainer.Steps == 1);
            OnStep(new StepProgress(number, _options.Epochs, _progress.Steps, _trainer.Steps, _progress.Loss) { BatchLoss = loss });
            if (rest is not null) await rest().ConfigureAwait(false);
        }

        var epoch = _trainer.EndEpoch(number, _progress, _cancellation);
        _isWithinEpoch = false;
        _epochs.Add(epoch);
        _progress.Begin();
        _callbacks.Epoch(epoch);
        _options.OnEpoch?.Invoke(epoch);
        _backup?.Write(WriteState);
    }

    private void OnStep(StepProgress step)
    {
        _callbacks.Step(step);
        _options.OnStep?.Invoke(step);
        if (step.Step < step.Steps && _backup?.SaveSteps is { } interval && _trainer.StepCount % interval == 0) _backup.Write(WriteState);
    }

    // What was done of an epoch goes on from the step that was the last, if that is whole.
    private void TryBackUp()
    {
        if (_backup is null || !_isWithinEpoch || !_trainer.IsWhole) return;
        try
        {
            _backup.Write(WriteState);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // the cancellation is the one to tell, and the backup before is whole
        }
    }

    private void WriteState(Stream stream)
    {
        using var state = new StateWriter(stream);
        CheckSame(state);
        Move(state);
        _callbacks.Move(state);
        state.End();
    }

    private void CheckSame(StateTransfer state)
    {
        state.Same("what is written", "a run of Fit");
        _trainer.CheckSame(state);
        state.Same("the parameters that the model began with (its seed, or what it loaded)", _beginning);
        _callbacks.CheckSame(state);
    }

    private void Move(StateTransfer state)
    {
        _trainer.Move(state);
        FinishedEpochs.Move(state, _epochs);
        _progress.Move(state);
        if (_progress.Steps > 0) _trainer.MoveMetrics(state);
        string? reason = _run.StopReason;
        state.Move(ref reason);
        if (state.IsReading && reason is not null) _run.Stop(reason);
    }
}
