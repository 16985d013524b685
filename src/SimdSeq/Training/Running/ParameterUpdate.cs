using System.Numerics;
using System.Numerics.Tensors;

namespace SimdSeq;

/// <summary>
/// From the gradients in the slots to the new parameters, and from sums to the new running statistics. Each phase goes over ranges of the
/// parameter vector, which depend on the batch alone and which the threads share; sums are made within a range and then over the ranges in
/// order. So threads change the time, and no bit.
/// </summary>
internal sealed class ParameterUpdate<T> : IWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Values of a range. A smaller model has one, and no thread is woken for it.</summary>
    public const int RangeLength = 16384;

    private readonly SequenceModel<T> _model;
    private readonly GradientSlots<T> _slots;
    private readonly WorkerTeam _team;
    private readonly FitOptions _options;
    private readonly WeightDecay<T>[] _decays;
    private readonly double[] _squares;
    private readonly double[] _penalties;
    private readonly ParameterRuns _runs;
    private readonly long[] _nextSteps;
    private readonly RunningStatistics<T>[] _statistics;
    private OptimizerState<T> _optimizer;
    private long _step; // of the optimizer, since it began
    private Phase _phase;
    private int _nextRange;
    private int _usedSlots;
    private double _factor;
    private volatile bool _isFinite;

    public ParameterUpdate(SequenceModel<T> model, GradientSlots<T> slots, FitOptions options, WorkerTeam team)
    {
        _model = model;
        _slots = slots;
        _team = team;
        _options = options;
        _decays = WeightDecay<T>.Of(model.Layout, options.L2);
        int length = model.Layout.ParameterValues;
        _optimizer = StartOptimizer();
        var table = model.Layout.Parameters.FirstOrDefault(parameter => parameter.IsLookedUp);
        // Of several inputs the ids may be any.
        bool isSparse = table is not null && model.Layout.Inputs.Length == 1 && _optimizer.CanSkip && !options.UpdatesAllRows
            && !_decays.Any(decay => decay.First == table.Offset);
        if (isSparse) slots.Track(table!);
        _runs = new ParameterRuns(length, RangeLength, slots.Touched, NotTrained(model.Layout));
        _statistics = [.. model.Layout.Statistics.Select(info => new RunningStatistics<T>(info))];
        _nextSteps = new long[isSparse ? table!.Shape[0] : 0];
        _squares = new double[_runs.MostRanges];
        _penalties = new double[_runs.MostRanges];
    }

    private enum Phase
    {
        Sum,
        Move,
        Take,
    }

    /// <summary>Sums the slots and adds the gradients of the penalties.</summary>
    /// <param name="usedSlots">How many slots.</param>
    /// <param name="factor">Factor of their sum.</param>
    /// <returns>The norm of the whole gradient, and the penalties.</returns>
    public (double Norm, double Penalty) Sum(int usedSlots, double factor)
    {
        _usedSlots = usedSlots;
        _factor = factor;
        _runs.Find();
        Run(Phase.Sum);
        foreach (var statistics in _statistics) statistics.Sum(_slots, usedSlots);
        double squares = 0, penalty = 0;
        for (int range = 0; range < _runs.Ranges; range++)
        {
            squares += _squares[range];
            penalty += _penalties[range];
        }

        return (Math.Sqrt(squares), penalty);
    }

    /// <summary>Whether the optimizer can take a gradient of that norm, once it is clipped.</summary>
    public bool CanMove(double norm) =>
        Math.Min(norm * ClipFactor(norm), _options.ClipValue ?? double.PositiveInfinity) <= _optimizer.LargestGradient;

    /// <summary>Clips the gradient and writes the new parameters over it.</summary>
    /// <param name="norm">The gradient's norm.</param>
    /// <param name="rate">Learning rate.</param>
    /// <returns>Whether they are all finite; if not, the optimizer begins anew.</returns>
    public bool Move(double norm, double rate)
    {
        _factor = ClipFactor(norm);
        _isFinite = true;
        _optimizer.Begin(rate, _step);
        Run(Phase.Move);
        foreach (var statistics in _statistics) _isFinite &= statistics.Move(_model.ParameterVector, _slots[0].Span);
        if (!_isFinite) Restart();
        return _isFinite;
    }

    /// <summary>Gives the new parameters to the model.</summary>
    public void Take()
    {
        _model.Use.BeginWriting();
        try
        {
            Run(Phase.Take);
            foreach (var statistics in _statistics) statistics.Take(_slots[0].Span, _model.ParameterVector);
        }
        finally
        {
            _model.Use.EndWriting();
        }

        _step++;
    }

    /// <summary>Writes or reads what the optimizer remembers.</summary>
    public void Move(StateTransfer state)
    {
        state.Move(ref _step);
        state.Move(_nextSteps.AsSpan());
        foreach (T[] memory in _optimizer.Memory) state.Move(memory.AsSpan());
    }

    // Each with what lies behind it, up to the next one.
    private static (int, int)[] NotTrained(ModelLayout layout)
    {
        int[] starts = [.. layout.Parameters.Select(parameter => parameter.Offset).Append(layout.ParameterValues)];
        return [.. layout.Parameters.Index().Where(one => !one.Item.IsTrained).Select(one => (starts[one.Index], starts[one.Index + 1]))];
    }

    private OptimizerState<T> StartOptimizer() => _options.Optimizer.Start<T>(_model.Layout.ParameterValues, _model.Layout.Parameters);

    // Its means hold what was not finite, and would carry it into every step to come.
    private void Restart()
    {
        _optimizer = StartOptimizer();
        _step = 0;
        Array.Clear(_nextSteps);
    }

    private double ClipFactor(double norm) => _options.ClipNorm is { } limit && norm > limit ? limit / norm : 1;

    void IWork.Run(int worker)
    {
        for (int range; !_team.HasFailed && (range = Interlocked.Increment(ref _nextRange)) < _runs.Ranges;)
        {
            if (_phase == Phase.Sum) (_squares[range], _penalties[range]) = (0, 0);
            foreach (var (start, count) in _runs[range])
            {
                var gradient = _slots[0].Span.Slice(start, count);
                var parameters = _model.ParameterVector.Slice(start, count);
                if (_phase == Phase.Sum) SumRun(range, parameters, start);
                else if (_phase == Phase.Move) MoveRun(parameters, gradient, start);
                else gradient.CopyTo(parameters);
            }
        }
    }

    private void Run(Phase phase)
    {
        _phase = phase;
        _nextRange = -1;
        if (_runs.Ranges > 1) _team.Run(this);
        else ((IWork)this).Run(0);
    }

    private void SumRun(int range, ReadOnlySpan<T> parameters, int start)
    {
        var gradient = _slots.Sum(_usedSlots, start, parameters.Length);
        if (_factor != 1) TensorPrimitives.Multiply(gradient, T.CreateTruncating(_factor), gradient);
        foreach (var decay in _decays) _penalties[range] += decay.Add(parameters, gradient, start);
        _squares[range] += GradientSlots<T>.SumOfSquares(gradient);
    }

    private void MoveRun(ReadOnlySpan<T> parameters, Span<T> gradient, int start)
    {
        if (_slots.Touched is { } touched) CatchUp(touched, start, gradient.Length);
        if (_factor != 1) TensorPrimitives.Multiply(gradient, T.CreateTruncating(_factor), gradient);
        if (_options.ClipValue is { } limit)
            TensorPrimitives.Clamp<T>(gradient, T.CreateTruncating(-limit), T.CreateTruncating(limit), gradient);
        _optimizer.Step(parameters, gradient, start);
        if (!TensorPrimitives.IsFiniteAll<T>(gradient)) _isFinite = false;
    }

    private void CatchUp(TouchedRows touched, int start, int length)
    {
        int first = start - touched.Table.Offset;
        if (first < 0 || first >= touched.Table.Length) return;
        for (int row = first / touched.Width, end = row + length / touched.Width; row < end; row++)
        {
            long skipped = _step - _nextSteps[row];
            if (skipped > 0) _optimizer.CatchUp(touched.Table.Offset + row * touched.Width, touched.Width, skipped);
            _nextSteps[row] = _step + 1;
        }
    }
}
