namespace SimdSeq;

/// <summary>Whether the class is among the k largest answers.</summary>
internal sealed class TopKMetric(int k) : Metric("top_k_categorical_accuracy")
{
    private readonly int _k = k >= 1 ? k : throw new ArgumentOutOfRangeException(nameof(k), $"k must be at least 1; got {k}.");

    public override string? Objection(MetricShape shape) => shape.Kind is TargetKind.Index or TargetKind.OneOfSeveral ? null
        : "needs one class among several; take Loss.SparseCategoricalCrossEntropy, for instance";

    public override MetricState Start(MetricShape shape) => new State(_k, shape);

    private sealed class State(int k, MetricShape shape) : MetricState
    {
        private long _steps;
        private long _right;

        public override double Value => _steps == 0 ? double.NaN : _right / (double)_steps;

        public override void Add(ReadOnlySpan<double> answers, ReadOnlySpan<double> targets)
        {
            double its = answers[shape.ClassOf(targets)];
            int larger = 0;
            foreach (double answer in answers) larger += answer > its ? 1 : 0;
            _steps++;
            if (larger < k && !double.IsNaN(its)) _right++;
        }

        public override void Add(MetricState other)
        {
            _steps += ((State)other)._steps;
            _right += ((State)other)._right;
        }

        public override void Clear() => (_steps, _right) = (0, 0);

        public override void MoveState(StateTransfer state)
        {
            state.Move(ref _steps);
            state.Move(ref _right);
        }
    }
}
