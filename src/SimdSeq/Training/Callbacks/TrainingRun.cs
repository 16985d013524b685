using System.Numerics;

namespace SimdSeq;

/// <summary>A run of <c>Fit</c>, as a <see cref="Callback"/> sees it.</summary>
public abstract class TrainingRun
{
    private protected TrainingRun()
    {
    }

    /// <summary>The learning rate of the next step. One that is set stays, in place of the optimizer's.</summary>
    public abstract double LearningRate { get; set; }

    /// <summary>The epochs that are finished.</summary>
    public abstract IReadOnlyList<EpochSummary> Epochs { get; }

    /// <summary>How it trains; null in a run that has no options.</summary>
    public virtual FitOptions? Options => null;

    /// <summary>Whether it goes on from a backup; then <see cref="Epochs"/> are not empty, or an epoch is half done.</summary>
    public bool IsResumed { get; internal set; }

    /// <summary>Why training is to stop; null while it goes on.</summary>
    public string? StopReason { get; private set; }

    /// <summary>
    /// The columns of <see cref="FitOptions.Metrics"/> in training; those on validation data have <c>val_</c> before them.
    /// </summary>
    public virtual IReadOnlyList<string> MetricNames => [];

    /// <summary>Ends training after this epoch. The first reason counts.</summary>
    /// <param name="reason">Why, for <see cref="History.StoppedBecause"/>.</param>
    public void Stop(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        StopReason ??= reason;
    }

    /// <summary>Saves the model as it is now; an interrupted save leaves the old file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public abstract void Save(string path);

    /// <summary>A copy of the parameters as they are now.</summary>
    public abstract ParameterSnapshot Snapshot();

    /// <summary>Gives the model the parameters of a snapshot, to the bit.</summary>
    /// <param name="snapshot">A snapshot of this run.</param>
    public abstract void Restore(ParameterSnapshot snapshot);

    /// <summary>Writes or reads a snapshot, for <see cref="Callback.MoveState"/>.</summary>
    /// <param name="state">The state.</param>
    /// <param name="snapshot">The snapshot; null stays null.</param>
    public abstract void MoveState(StateTransfer state, ref ParameterSnapshot? snapshot);
}

/// <summary>The parameters of a model at one moment of a run.</summary>
public abstract class ParameterSnapshot
{
    private protected ParameterSnapshot()
    {
    }
}

/// <summary>A run in one precision.</summary>
internal sealed class TrainingRun<T>(SequenceModel<T> model, Trainer<T> trainer, IReadOnlyList<EpochSummary> epochs, FitOptions options)
    : TrainingRun
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override IReadOnlyList<EpochSummary> Epochs => epochs;

    public override FitOptions Options => options;

    public override double LearningRate
    {
        get => trainer.LearningRate;
        set => trainer.LearningRate = value;
    }

    public override IReadOnlyList<string> MetricNames => trainer.MetricNames;

    public override void Save(string path) => model.Save(path);

    public override ParameterSnapshot Snapshot() => new Values(model.Parameters.ToArray());

    public override void Restore(ParameterSnapshot snapshot)
    {
        if (snapshot is not Values values) throw new ArgumentException("Expected a snapshot of this run's precision.", nameof(snapshot));
        model.Parameters.Set(values.Parameters);
    }

    public override void MoveState(StateTransfer state, ref ParameterSnapshot? snapshot)
    {
        T[]? parameters = (snapshot as Values)?.Parameters;
        state.Move(ref parameters);
        snapshot = parameters is null ? null : new Values(parameters);
    }

    private sealed class Values(T[] parameters) : ParameterSnapshot
    {
        public T[] Parameters => parameters;
    }
}
