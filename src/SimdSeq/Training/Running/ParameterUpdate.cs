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
    private readonly ParameterInfo[] _moved; // neither frozen nor moved by the data
    private readonly double[] _factors; // of each of these, of the clipped gradient
    private readonly T[] _average; // of the parameters, where the optimizer wants one
    private OptimizerState<T> _optimizer;
    private long _step; // of the optimizer, since it began
    private long _averaged; // steps in the average
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
        _moved = Moved(model.Layout, options.Frozen);
        _factors = new double[options.ClipNorm is null ? 0 : _moved.Length];
        _average = new T[options.Optimizer.EmaMomentum is null ? 0 : length];
        _optimizer = StartOptimizer();
        var table = model.Layout.Parameters.FirstOrDefault(parameter => parameter.IsLookedUp);
        // Of several inputs the ids may be any.
        bool isSparse = table is not null && model.Layout.Inputs.Length == 1 && _optimizer.CanSkip && !options.UpdatesAllRows
            && _average.Length == 0 && _moved.Contains(table!)
            && !_decays.Any(decay => decay.First == table.Offset);
        if (isSparse) slots.Track(table!);
        _runs = new ParameterRuns(length, RangeLength, slots.Touched, NotMoved(model.Layout, _moved));
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
        Math.Min(norm * ClipFactor(norm), _options.ClipValue ?? _options.ClipNorm ?? double.PositiveInfinity) <= _optimizer.LargestGradient;

    /// <summary>Clips the gradient and writes the new parameters over it.</summary>
    /// <param name="norm">The gradient's norm.</param>
    /// <param name="rate">Learning rate.</param>
    /// <returns>Whether they are all finite; if not, the optimizer begins anew.</returns>
    public bool Move(double norm, double rate)
    {
        _factor = ClipFactor(norm);
        _isFinite = true;
        FindFactors();
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
        _averaged++;
    }

    /// <summary>Gives the model the average of the parameters, if there is one.</summary>
    public void TakeAverage()
    {
        if (_average.Length == 0 || _averaged == 0) return;
        _model.Use.BeginWriting();
        try
        {
            foreach (var parameter in _moved)
                _average.AsSpan(parameter.Offset, parameter.Length).CopyTo(_model.ParameterVector[parameter.Offset..]);
        }
        finally
        {
            _model.Use.EndWriting();
        }
    }

    /// <summary>Writes or reads what the optimizer remembers.</summary>
    public void Move(StateTransfer state)
    {
        state.Move(ref _step);
        state.Move(_nextSteps.AsSpan());
        foreach (T[] memory in _optimizer.Memory) state.Move(memory.AsSpan());
        if (_average.Length == 0) return;
        state.Move(ref _averaged);
        state.Move(_average.AsSpan());
    }

    private static ParameterInfo[] Moved(ModelLayout layout, IReadOnlyList<string> frozen)
    {
        var not = new HashSet<ParameterInfo>();
        foreach (string pattern in frozen)
            not.UnionWith(ParameterPattern.Find(layout.Parameters, pattern, $"{nameof(FitOptions)}.{nameof(FitOptions.Frozen)}"));
        ParameterInfo[] moved = [.. layout.Parameters.Where(parameter => parameter.IsTrained && !not.Contains(parameter))];
        return moved.Length > 0 || not.Count == 0 ? moved : throw new ArgumentException(
            $"{nameof(FitOptions)}.{nameof(FitOptions.Frozen)} leaves nothing of {layout.Name} to train: {string.Join(", ", frozen)}.");
    }

    // Each with what lies behind it, up to the next one.
    private static (int, int)[] NotMoved(ModelLayout layout, ParameterInfo[] moved)
    {
        int[] starts = [.. layout.Parameters.Select(parameter => parameter.Offset).Append(layout.ParameterValues)];
        return
            [.. layout.Parameters.Index().Where(one => !moved.Contains(one.Item))
                .Select(one => (starts[one.Index], starts[one.Index + 1]))];
    }

    // Of each parameter by itself: what makes its norm no longer than the limit.
    private void FindFactors()
    {
        for (int i = 0; i < _factors.Length; i++)
        {
            double norm = Math.Sqrt(GradientSlots<T>.SumOfSquares(_slots[0].Span.Slice(_moved[i].Offset, _moved[i].Length)));
            _factors[i] = norm > _options.ClipNorm!.Value ? _options.ClipNorm.Value / norm : 1;
        }
    }

    private OptimizerState<T> StartOptimizer() => _options.Optimizer.Start<T>(_model.Layout.ParameterValues, _model.Layout.Parameters);

    // Its means hold what was not finite, and would carry it into every step to come.
    private void Restart()
    {
        _optimizer = StartOptimizer();
        _step = 0;
        Array.Clear(_nextSteps);
    }

    private double ClipFactor(double norm) => _options.GlobalClipNorm is { } limit && norm > limit ? limit / norm : 1;

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
                else TakeRun(parameters, gradient, start);
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
        for (int i = 0; i < _factors.Length; i++)
        {
            int from = Math.Max(_moved[i].Offset - start, 0), to = Math.Min(_moved[i].Offset + _moved[i].Length - start, gradient.Length);
            if (from < to && _factors[i] != 1)
                TensorPrimitives.Multiply(gradient[from..to], T.CreateTruncating(_factors[i]), gradient[from..to]);
        }

        if (_options.ClipValue is { } limit)
            TensorPrimitives.Clamp<T>(gradient, T.CreateTruncating(-limit), T.CreateTruncating(limit), gradient);
        _optimizer.Step(parameters, gradient, start);
        if (!TensorPrimitives.IsFiniteAll<T>(gradient)) _isFinite = false;
    }

    private void TakeRun(Span<T> parameters, Span<T> moved, int start)
    {
        moved.CopyTo(parameters);
        if (_options.Optimizer.EmaMomentum is not { } momentum) return;
        var average = _average.AsSpan(start, moved.Length);
        if (_averaged == 0)
        {
            moved.CopyTo(average);
        }
        else
        {
            TensorPrimitives.Multiply(average, T.CreateTruncating(momentum), average);
            TensorPrimitives.Multiply(moved, T.CreateTruncating(1 - momentum), moved);
            TensorPrimitives.Add(average, moved, average);
        }

        if (_options.Optimizer.EmaOverwriteFrequency is { } every && (_averaged + 1) % every == 0) average.CopyTo(parameters);
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
