namespace SimdSeq;

/// <summary>How often each class was answered for each.</summary>
internal sealed class ConfusionMetric(double threshold) : Metric("confusion_matrix")
{
    public override string? Objection(MetricShape shape) => shape.Kind switch
    {
        TargetKind.YesOrNo when shape.Answers > 1 => $"needs one class among several, or a single yes or no; a step has {shape.Answers}",
        _ => shape.Classes > 0 ? null : RetrievalMetric.NeedsClasses,
    };

    public override MetricState Start(MetricShape shape) => new State(shape, threshold);

    private sealed class State(MetricShape shape, double threshold) : MetricState
    {
        private readonly int _classes = shape.Kind == TargetKind.YesOrNo ? 2 : shape.Classes;
        private readonly double _border = shape.BorderOf(threshold);
        private readonly long[,] _counts =
            shape.Kind == TargetKind.YesOrNo ? new long[2, 2] : new long[shape.Classes, shape.Classes];

        public override double Value
        {
            get
            {
                long right = 0, all = 0;
                foreach (long count in _counts) all += count;
                for (int k = 0; k < _classes; k++) right += _counts[k, k];
                return all == 0 ? double.NaN : right / (double)all;
            }
        }

        public override long[,] Confusion => (long[,])_counts.Clone();

        public override void Add(ReadOnlySpan<double> answers, ReadOnlySpan<double> targets)
        {
            if (shape.Kind == TargetKind.YesOrNo) _counts[targets[0] > 0.5 ? 1 : 0, answers[0] > _border ? 1 : 0]++;
            else _counts[shape.ClassOf(targets), MetricShape.Largest(answers)]++;
        }

        public override void Add(MetricState other)
        {
            for (int i = 0; i < _classes; i++)
            {
                for (int k = 0; k < _classes; k++) _counts[i, k] += ((State)other)._counts[i, k];
            }
        }

        public override void Clear() => Array.Clear(_counts);

        public override void MoveState(StateTransfer state)
        {
            for (int i = 0; i < _classes; i++)
            {
                for (int k = 0; k < _classes; k++) state.Move(ref _counts[i, k]);
            }
        }
    }
}
