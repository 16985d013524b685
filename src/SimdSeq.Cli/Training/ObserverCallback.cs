namespace SimdSeq.Cli;

/// <summary>Tells an observer how training goes; of a run that goes on, first the epochs that were done before.</summary>
internal sealed class ObserverCallback(ITrainingObserver observer) : Callback
{
    /// <inheritdoc/>
    public override void OnStart(SimdSeq.TrainingRun run)
    {
        foreach (EpochSummary epoch in run.Epochs) observer.OnEpoch(epoch);
    }

    /// <inheritdoc/>
    public override void OnStep(SimdSeq.TrainingRun run, StepProgress step) => observer.OnStep(step);

    /// <inheritdoc/>
    public override void OnEpoch(SimdSeq.TrainingRun run, EpochSummary epoch) => observer.OnEpoch(epoch);
}
