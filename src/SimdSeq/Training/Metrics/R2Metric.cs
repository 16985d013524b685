namespace SimdSeq;

/// <summary>How much of the targets' variance the answers explain.</summary>
internal sealed class R2Metric() : Metric("r2_score")
{
    public override string? Objection(MetricShape shape) => shape.Kind is TargetKind.Values or TargetKind.YesOrNo or TargetKind.OneOfSeveral
        ? null : "needs a target of its own for each answer";

    public override MetricState Start(MetricShape shape) => new State(shape.Answers);

    private sealed class State(int answers) : MetricState
    {
        private readonly Sums[] _sums = [.. Enumerable.Range(0, answers).Select(_ => new Sums())];
        private long _steps;

        public override double Value => Each.Average();

        public override IReadOnlyList<double> Each => [.. _sums.Select(sums => sums.R2(_steps))];

        public override void Add(ReadOnlySpan<double> answers, ReadOnlySpan<double> targets)
        {
            for (int i = 0; i < _sums.Length; i++)
            {
                double difference = answers[i] - targets[i];
                _sums[i].Errors.AddProduct(difference, difference);
                _sums[i].Targets.Add(targets[i]);
                _sums[i].Squares.AddProduct(targets[i], targets[i]);
            }

            _steps++;
        }

        public override void Add(MetricState other)
        {
            var state = (State)other;
            for (int i = 0; i < _sums.Length; i++)
            {
                _sums[i].Errors.Add(state._sums[i].Errors);
                _sums[i].Targets.Add(state._sums[i].Targets);
                _sums[i].Squares.Add(state._sums[i].Squares);
            }

            _steps += state._steps;
        }

        public override void Clear()
        {
            foreach (var sums in _sums)
            {
                sums.Errors.Clear();
                sums.Targets.Clear();
                sums.Squares.Clear();
            }

            _steps = 0;
        }

        public override void MoveState(StateTransfer state)
        {
            foreach (var sums in _sums)
            {
                sums.Errors.MoveState(state);
                sums.Targets.MoveState(state);
                sums.Squares.MoveState(state);
            }

            state.Move(ref _steps);
        }
    }

    private sealed class Sums
    {
        public ExactSum Errors { get; } = new();

        public ExactSum Targets { get; } = new();

        public ExactSum Squares { get; } = new();

        // Σ t² - (Σ t)² / n to twice the precision: the two are nearly equal where the mean is large.
        public double R2(long count)
        {
            double sum = Targets.Value, rest = Targets.Rest, product = sum * sum;
            double productRest = Math.FusedMultiplyAdd(sum, sum, -product) + 2 * sum * rest;
            double quotient = product / count, quotientRest = (Math.FusedMultiplyAdd(-quotient, count, product) + productRest) / count;
            double spread = Squares.Value - quotient + (Squares.Rest - quotientRest);
            return spread > 0 ? 1 - Errors.Value / spread : double.NaN;
        }
    }
}
