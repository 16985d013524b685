namespace SimdSeq;

/// <summary>How often each class was right, answered wrongly, and missed.</summary>
internal sealed class ClassCounts(MetricShape shape, double threshold)
{
    private readonly double _border = shape.BorderOf(threshold);

    /// <summary>Of each class those that are of it and were answered so.</summary>
    public long[] Hits { get; } = new long[shape.Classes];

    /// <summary>Those that are not of it and were answered so.</summary>
    public long[] FalseAlarms { get; } = new long[shape.Classes];

    /// <summary>Those that are of it and were not answered so.</summary>
    public long[] Misses { get; } = new long[shape.Classes];

    /// <summary>Steps.</summary>
    public long Steps { get; private set; }

    public void Add(ReadOnlySpan<double> answers, ReadOnlySpan<double> targets)
    {
        Steps++;
        if (shape.Kind == TargetKind.YesOrNo)
        {
            for (int k = 0; k < answers.Length; k++) Count(k, targets[k] > 0.5, answers[k] > _border);
            return;
        }

        int itsClass = shape.ClassOf(targets), answered = MetricShape.Largest(answers);
        Count(itsClass, isOfIt: true, itsClass == answered);
        if (itsClass != answered) Count(answered, isOfIt: false, isAnswered: true);
    }

    public void Add(ClassCounts other)
    {
        Steps += other.Steps;
        for (int k = 0; k < Hits.Length; k++)
        {
            Hits[k] += other.Hits[k];
            FalseAlarms[k] += other.FalseAlarms[k];
            Misses[k] += other.Misses[k];
        }
    }

    public void Clear()
    {
        Steps = 0;
        Array.Clear(Hits);
        Array.Clear(FalseAlarms);
        Array.Clear(Misses);
    }

    public void MoveState(StateTransfer state)
    {
        long steps = Steps;
        state.Move(ref steps);
        Steps = steps;
        state.Move(Hits.AsSpan());
        state.Move(FalseAlarms.AsSpan());
        state.Move(Misses.AsSpan());
    }

    private void Count(int k, bool isOfIt, bool isAnswered)
    {
        if (isOfIt && isAnswered) Hits[k]++;
        else if (isOfIt) Misses[k]++;
        else if (isAnswered) FalseAlarms[k]++;
    }
}
