namespace SimdSeq.Cli;

/// <summary>What training came to.</summary>
/// <param name="Epochs">Figures of every epoch; none when there was nothing to train.</param>
/// <param name="BestEpoch">The epoch with the best validation score, from 1; 0 when there was nothing to train.</param>
/// <param name="Validation">Score of that epoch on the validation samples.</param>
/// <param name="Test">Score of that epoch's parameters on the test samples.</param>
/// <param name="ParameterCount">Trainable values.</param>
/// <param name="ParameterSha256">Over the bits of that epoch's parameters.</param>
internal sealed record TrainingOutcome(
    IReadOnlyList<EpochSummary> Epochs,
    int BestEpoch,
    Score Validation,
    Score Test,
    int ParameterCount,
    string ParameterSha256)
{
    /// <summary>Why training ended before the last epoch; null when it did not.</summary>
    public string? StoppedBecause { get; init; }

    // The hash of no bytes at all.
    private const string Sha256OfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>The outcome where there is nothing to train: the baseline.</summary>
    public static TrainingOutcome Untrained(Problem problem) =>
        new([], 0, problem.BaselineValidation, problem.BaselineTest, 0, Sha256OfNothing);
}
