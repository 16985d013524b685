namespace SimdSeq;

/// <summary>A mean over the differences of answers and targets.</summary>
internal sealed class ErrorMetric(string name, ErrorMetric.Measure measure) : Metric(name)
{
    public enum Measure
    {
        Absolute,
        Squared,
        Root,
        Percentage,
    }

    public override bool HigherIsBetter => false;

    public override string? Objection(MetricShape shape) => shape.Kind is TargetKind.Values or TargetKind.YesOrNo or TargetKind.OneOfSeveral
        ? null : "needs a target of its own for each answer";

    public override MetricState Start(MetricShape shape) => new State(measure, shape.Answers);

    private sealed class State(Measure measure, int answers) : MetricState
    {
        private readonly ExactSum[] _sums = [.. Enumerable.Range(0, answers).Select(_ => new ExactSum())];
        private long _steps;

        public override double Value
        {
            get
            {
                if (_steps == 0) return double.NaN;
                var all = new ExactSum();
                foreach (var sum in _sums) all.Add(sum);
                return Figure(all.Value / ((double)_steps * answers));
            }
        }

        public override IReadOnlyList<double> Each => [.. _sums.Select(sum => _steps == 0 ? double.NaN : Figure(sum.Value / _steps))];

        public override void Add(ReadOnlySpan<double> answers, ReadOnlySpan<double> targets)
        {
            for (int i = 0; i < _sums.Length; i++)
            {
                double difference = answers[i] - targets[i];
                if (measure is Measure.Squared or Measure.Root) _sums[i].AddProduct(difference, difference);
                else if (measure == Measure.Absolute) _sums[i].Add(Math.Abs(difference));
                else
                    _sums[i].Add(
                        100 * Math.Abs(difference) / Math.Max(Math.Abs(targets[i]), MeanAbsolutePercentageErrorLoss.Epsilon));
            }

            _steps++;
        }

        public override void Add(MetricState other)
        {
            var state = (State)other;
            for (int i = 0; i < _sums.Length; i++) _sums[i].Add(state._sums[i]);
            _steps += state._steps;
        }

        public override void Clear()
        {
            foreach (var sum in _sums) sum.Clear();
            _steps = 0;
        }

        public override void MoveState(StateTransfer state)
        {
            foreach (var sum in _sums) sum.MoveState(state);
            state.Move(ref _steps);
        }

        private double Figure(double mean) => measure == Measure.Root ? Math.Sqrt(mean) : mean;
    }
}
