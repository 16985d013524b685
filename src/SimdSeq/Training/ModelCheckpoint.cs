namespace SimdSeq;

/// <summary>Saves the model whenever a figure is the best so far. An interrupted save leaves the file before it.</summary>
/// <param name="path">The file, for <c>Load</c>.</param>
/// <param name="monitor">What to watch.</param>
public sealed class ModelCheckpoint(string path, Metric monitor = Metric.ValidationLoss) : WatchingCallback(monitor)
{
    private readonly string _path = string.IsNullOrEmpty(path) ? throw new ArgumentException("Expected the path of a file.", nameof(path)) : path;

    /// <inheritdoc/>
    public override void OnEpoch(TrainingRun run, EpochSummary epoch)
    {
        if (Improves(epoch)) run.Save(_path);
    }
}
