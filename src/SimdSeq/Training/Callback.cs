namespace SimdSeq;

/// <summary>Looks on while <c>Fit</c> trains. What it remembers belongs to one run and begins anew with each.</summary>
public abstract class Callback
{
    /// <summary>Before the first epoch.</summary>
    /// <param name="run">The run.</param>
    public virtual void OnStart(TrainingRun run)
    {
    }

    /// <summary>After an epoch and its validation.</summary>
    /// <param name="run">The run.</param>
    /// <param name="epoch">The epoch's figures.</param>
    public virtual void OnEpoch(TrainingRun run, EpochSummary epoch)
    {
    }

    /// <summary>After the last epoch; not when training fails or is cancelled.</summary>
    /// <param name="run">The run.</param>
    public virtual void OnEnd(TrainingRun run)
    {
    }

    /// <summary>Throws when the options cannot work with this callback.</summary>
    internal virtual void Check(FitOptions options)
    {
    }
}
