namespace SimdSeq;

/// <summary>Looks on while <c>Fit</c> trains. What it remembers belongs to one run and begins anew with each.</summary>
public abstract class Callback
{
    /// <summary>Before the first epoch.</summary>
    /// <param name="run">The run.</param>
    public virtual void OnStart(TrainingRun run)
    {
    }

    /// <summary>After a training step. It is called often: allocate nothing.</summary>
    /// <param name="run">The run.</param>
    /// <param name="step">Where training is.</param>
    public virtual void OnStep(TrainingRun run, StepProgress step)
    {
    }

    /// <summary>After an epoch and its validation.</summary>
    /// <param name="run">The run.</param>
    /// <param name="epoch">The epoch's figures.</param>
    public virtual void OnEpoch(TrainingRun run, EpochSummary epoch)
    {
    }

    /// <summary>After the last epoch; when training fails or is cancelled, <see cref="OnFailure"/> is called in its place.</summary>
    /// <param name="run">The run.</param>
    public virtual void OnEnd(TrainingRun run)
    {
    }

    /// <summary>
    /// When the run ends with an exception, for instance a cancellation or a divergence, after a call of <see cref="OnStart"/> that
    /// succeeded. It is there to keep what the run had reached: the exception goes on to the caller of <c>Fit</c>, and what is thrown here
    /// is dropped for it.
    /// </summary>
    /// <param name="run">The run; <see cref="TrainingRun.Epochs"/> are those that were finished.</param>
    /// <param name="failure">The exception.</param>
    public virtual void OnFailure(TrainingRun run, Exception failure)
    {
    }

    /// <summary>
    /// Writes or reads what the callback remembers from epoch to epoch, so that a run that <see cref="BackupAndRestore"/> goes on with
    /// ends as one that was never interrupted: the same calls of <see cref="StateTransfer"/> for both. It is read after
    /// <see cref="OnStart"/>, and also called before it, to see whether there is anything. A callback that remembers nothing leaves it
    /// as it is, and may be added or left out in the run that goes on.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="state">The state.</param>
    public virtual void MoveState(TrainingRun run, StateTransfer state)
    {
    }

    /// <summary>Kind and settings, which have to be the same in a run that goes on.</summary>
    internal virtual string Identity => GetType().Name;

    /// <summary>The file that it replaces; null: none.</summary>
    internal virtual string? WrittenFile => null;

    /// <summary>Throws when the options cannot work with this callback.</summary>
    internal virtual void Check(FitOptions options)
    {
    }
}
