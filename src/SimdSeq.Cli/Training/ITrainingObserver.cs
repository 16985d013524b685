namespace SimdSeq.Cli;

/// <summary>Is told how training goes.</summary>
internal interface ITrainingObserver
{
    /// <summary>After every step.</summary>
    void OnStep(StepProgress step);

    /// <summary>After every epoch.</summary>
    void OnEpoch(EpochSummary epoch);
}
