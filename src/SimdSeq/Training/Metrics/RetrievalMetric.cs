namespace SimdSeq;

/// <summary>Precision, recall and their harmonic mean.</summary>
internal sealed class RetrievalMetric(string name, RetrievalMetric.Measure measure, Average average, double threshold) : Metric(name)
{
    public const string NeedsClasses = "needs classes; take a loss over classes, a cross-entropy for instance";

    public enum Measure
    {
        Precision,
        Recall,
        F1,
    }

    private readonly Average _average = Enum.IsDefined(average) ? average
        : throw new ArgumentOutOfRangeException(nameof(average), $"There is no average {average}.");

    public override string? Objection(MetricShape shape) => shape.Classes > 0 ? null : NeedsClasses;

    public override MetricState Start(MetricShape shape) => new State(measure, _average, shape, threshold);

    private sealed class State(Measure measure, Average average, MetricShape shape, double threshold) : MetricState
    {
        private readonly ClassCounts _counts = new(shape, threshold);

        public override double Value => _counts.Steps == 0 ? double.NaN : average == Average.Macro ? Each.Average()
            : Of(_counts.Hits.Sum(), _counts.FalseAlarms.Sum(), _counts.Misses.Sum());

        public override IReadOnlyList<double> Each =>
            [.. _counts.Hits.Select((hits, k) => Of(hits, _counts.FalseAlarms[k], _counts.Misses[k]))];

        public override void Add(ReadOnlySpan<double> answers, ReadOnlySpan<double> targets) => _counts.Add(answers, targets);

        public override void Add(MetricState other) => _counts.Add(((State)other)._counts);

        public override void Clear() => _counts.Clear();

        public override void MoveState(StateTransfer state) => _counts.MoveState(state);

        private double Of(long hits, long falseAlarms, long misses)
        {
            var (part, whole) = measure switch
            {
                Measure.Precision => (hits, hits + falseAlarms),
                Measure.Recall => (hits, hits + misses),
                _ => (2 * hits, 2 * hits + falseAlarms + misses),
            };
            return whole == 0 ? 0 : part / (double)whole;
        }
    }
}
