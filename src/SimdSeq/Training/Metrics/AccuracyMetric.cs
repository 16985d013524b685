namespace SimdSeq;

/// <summary>Share of right answers.</summary>
internal sealed class AccuracyMetric(double threshold) : Metric("accuracy")
{
    public override string? Objection(MetricShape shape) => shape.Classes > 0 ? null : RetrievalMetric.NeedsClasses;

    public override MetricState Start(MetricShape shape) => new State(shape, threshold);

    private sealed class State(MetricShape shape, double threshold) : MetricState
    {
        private readonly ClassCounts _counts = new(shape, threshold);

        private bool IsYesOrNo => shape.Kind == TargetKind.YesOrNo;

        public override double Value
        {
            get
            {
                long answers = _counts.Steps * (IsYesOrNo ? shape.Answers : 1), wrong = _counts.Misses.Sum();
                if (IsYesOrNo) wrong += _counts.FalseAlarms.Sum();
                return answers == 0 ? double.NaN : (answers - wrong) / (double)answers;
            }
        }

        public override IReadOnlyList<double> Each => [.. Enumerable.Range(0, shape.Classes).Select(OfClass)];

        public override void Add(ReadOnlySpan<double> answers, ReadOnlySpan<double> targets) => _counts.Add(answers, targets);

        public override void Add(MetricState other) => _counts.Add(((State)other)._counts);

        public override void Clear() => _counts.Clear();

        public override void MoveState(StateTransfer state) => _counts.MoveState(state);

        private double OfClass(int k)
        {
            long all = IsYesOrNo ? _counts.Steps : _counts.Hits[k] + _counts.Misses[k];
            long wrong = _counts.Misses[k] + (IsYesOrNo ? _counts.FalseAlarms[k] : 0);
            return all == 0 ? double.NaN : (all - wrong) / (double)all;
        }
    }
}
