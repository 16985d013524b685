namespace SimdSeq.Cli;

/// <summary>Remembers the epoch with the best validation score and its parameters, across interruptions too.</summary>
internal sealed class BestEpoch(Problem problem, SequenceModel<float> model) : Callback
{
    private int _epoch;
    private float[]? _parameters;

    /// <summary>Its number, from 1; 0 before one had a finite score.</summary>
    public int Epoch => _epoch;

    /// <summary>Its score on the validation samples.</summary>
    public Score? Score { get; private set; }

    /// <inheritdoc/>
    public override void OnStart(SimdSeq.TrainingRun run) => (_epoch, _parameters, Score) = (0, null, null);

    /// <inheritdoc/>
    public override void OnEpoch(SimdSeq.TrainingRun run, EpochSummary epoch)
    {
        Score score = problem.Judge(epoch.Validation!);
        if (!double.IsFinite(score.Value) || (Score is not null && !score.IsBetterThan(Score))) return;
        Score = score;
        _epoch = epoch.Epoch;
        _parameters = model.Parameters.ToArray();
    }

    /// <summary>Gives the model its parameters.</summary>
    public void Restore() => model.Parameters.Set(_parameters);

    /// <inheritdoc/>
    public override void MoveState(SimdSeq.TrainingRun run, StateTransfer state)
    {
        state.Move(ref _epoch);
        state.Move(ref _parameters);
        if (state.IsReading && _epoch > 0) Score = problem.Judge(run.Epochs[_epoch - 1].Validation!);
    }
}
