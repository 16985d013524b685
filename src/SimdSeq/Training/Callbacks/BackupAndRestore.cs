namespace SimdSeq;

/// <summary>
/// Backs a run of <c>Fit</c> up, and goes on from the backup when the same run is started again: after <c>kill -9</c> at any moment it
/// has lost at most one epoch, or <paramref name="saveSteps"/> steps, and it ends with the same bits as one that was never
/// interrupted. It is Keras's callback of that name. The file holds the parameters, what the optimizer remembers, the order of samples,
/// the epoch and the step, the learning rate, what all callbacks remember (<see cref="Callback.MoveState"/>) and the history. It is
/// replaced as a whole.
/// </summary>
/// <remarks>
/// A file that is there belongs to the same run or is refused with what differs: the model, its first parameters, the samples and all
/// options that a bit depends on, which are not <see cref="FitOptions.Epochs"/> (a run may go on for longer) and
/// <see cref="FitOptions.Threads"/>. A run that is cancelled is backed up at its last step. One that has ended leaves its file too, where
/// Keras deletes it: started again, it gives its result at once, so that nothing is lost between the end of training and what comes after
/// it. <see cref="Delete"/> removes it.
/// </remarks>
/// <param name="path">The file.</param>
/// <param name="saveSteps">Also after every so many steps, counted from the first of the run; null: after epochs alone.</param>
/// <exception cref="ArgumentException"><paramref name="path"/> is empty, or <paramref name="saveSteps"/> below 1.</exception>
public sealed class BackupAndRestore(string path, int? saveSteps = null) : Callback
{
    /// <summary>The file.</summary>
    public string Path { get; } = string.IsNullOrEmpty(path) ? throw new ArgumentException("Expected the path of a file.", nameof(path))
        : path;

    /// <summary>Steps from one backup to the next; null: an epoch's.</summary>
    public int? SaveSteps { get; } = saveSteps is null or >= 1 ? saveSteps
        : throw new ArgumentOutOfRangeException(nameof(saveSteps), $"saveSteps must be at least 1, or null; got {saveSteps}.");

    /// <summary>The finished epochs that the run went on from; null when it began at the beginning.</summary>
    public int? ResumedEpochs { get; private set; }

    /// <summary>The steps of the next epoch that were done then.</summary>
    public int ResumedSteps { get; private set; }

    /// <summary>Deletes the backup, if there is one: the next run begins at the beginning.</summary>
    /// <exception cref="IOException">It is in use.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be deleted.</exception>
    public void Delete() => File.Delete(Path);

    /// <summary>
    /// Moves the backup to <c>FILE.old</c>, in the place of the one that was put there before: the next run begins at the beginning.
    /// </summary>
    /// <returns>Where it is now; null when there is none.</returns>
    /// <exception cref="ModelFormatException">There is a file, here or in that place, that is no backup; it stays.</exception>
    /// <exception cref="IOException">Another run is writing it, or it cannot be moved.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be moved.</exception>
    public string? PutAside()
    {
        if (!File.Exists(Path)) return null;
        using var mine = BackupLock.Take(Path);
        string old = $"{Path}.old";
        foreach (string file in (string[])[Path, old])
        {
            if (!File.Exists(file) || StateReader.IsState(file)) continue;
            throw new ModelFormatException(file, "the backup of a run", "another file", "Name another one for the backup.");
        }

        File.Move(Path, old, overwrite: true);
        return old;
    }

    internal override string? WrittenFile => Path;

    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    internal override void Check(FitOptions options)
    {
        if (options.Callbacks.OfType<BackupAndRestore>().Skip(1).Any())
            throw new ArgumentException($"Expected one {nameof(BackupAndRestore)} among the callbacks, got several. Leave the others out.");
        AtomicFile.Check(Path);
    }

    /// <summary>The state to go on from; null when there is none.</summary>
    internal StateReader? Read()
    {
        (ResumedEpochs, ResumedSteps) = (null, 0);
        if (!File.Exists(Path)) return null;
        using var file = File.OpenRead(Path);
        return new StateReader(file);
    }

    internal void Resumed(int epochs, int steps) => (ResumedEpochs, ResumedSteps) = (epochs, steps);

    internal void Write(Action<Stream> write) => AtomicFile.Write(Path, write);
}
