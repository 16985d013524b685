namespace SimdSeq;

/// <summary>Saves the model whenever a figure is the best so far. An interrupted save leaves the file before it. That it can be
/// saved is tried before the training.</summary>
/// <param name="path">The file, for <c>Load</c>.</param>
/// <param name="monitor">What to watch, a column of <see cref="History"/>: one of the names of <see cref="Metric"/>, or of a
/// metric.</param>
public sealed class ModelCheckpoint(string path, string monitor = Metric.ValidationLoss) : WatchingCallback(monitor)
{
    private readonly string _path = string.IsNullOrEmpty(path) ? throw new ArgumentException("Expected the path of a file.", nameof(path))
        : path;

    internal override string? WrittenFile => _path;

    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    internal override void Check(FitOptions options)
    {
        base.Check(options);
        AtomicFile.Check(_path);
    }

    /// <inheritdoc/>
    public override void OnEpoch(TrainingRun run, EpochSummary epoch)
    {
        if (Improves(epoch)) run.Save(_path);
    }
}
