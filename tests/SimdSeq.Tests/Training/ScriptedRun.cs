namespace SimdSeq.Tests.Training;

/// <summary>A run without a model: a snapshot is the number of the epoch.</summary>
internal sealed class ScriptedRun : TrainingRun
{
    public int Epoch { get; set; }

    public int Restored { get; private set; }

    public override IReadOnlyList<EpochSummary> Epochs => [];

    public override double LearningRate { get; set; } = 1;

    public override void Save(string path) => throw new NotSupportedException();

    public override ParameterSnapshot Snapshot() => new Number(Epoch);

    public override void Restore(ParameterSnapshot snapshot) => Restored = ((Number)snapshot).Epoch;

    public override void MoveState(StateTransfer state, ref ParameterSnapshot? snapshot)
    {
        int epoch = (snapshot as Number)?.Epoch ?? 0;
        state.Move(ref epoch);
        snapshot = epoch == 0 ? null : new Number(epoch);
    }

    private sealed class Number(int epoch) : ParameterSnapshot
    {
        public int Epoch => epoch;
    }
}
