using System.Numerics;
using System.Numerics.Tensors;

namespace SimdSeq;

/// <summary>
/// From the gradients in the slots to the new parameters. Each phase goes over fixed ranges of the parameter vector, which the threads share;
/// sums are made within a range and then over the ranges in order. So threads change the time, and no bit.
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
    private readonly OptimizerState<T> _optimizer;
    private readonly double[] _squares;
    private readonly double[] _penalties;
    private readonly int _length;
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
        _length = model.Layout.ParameterValues;
        _optimizer = options.Optimizer.Start<T>(_length, model.Layout.Parameters);
        int ranges = (_length + RangeLength - 1) / RangeLength;
        _squares = new double[ranges];
        _penalties = new double[ranges];
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
        Run(Phase.Sum);
        double squares = 0, penalty = 0;
        for (int range = 0; range < _squares.Length; range++)
        {
            squares += _squares[range];
            penalty += _penalties[range];
        }

        return (Math.Sqrt(squares), penalty);
    }

    /// <summary>Clips the gradient and writes the new parameters over it.</summary>
    /// <param name="norm">The gradient's norm.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="step">Number of the step, from 0.</param>
    /// <returns>Whether they are all finite.</returns>
    public bool Move(double norm, double rate, long step)
    {
        _factor = _options.ClipNorm is { } limit && norm > limit ? limit / norm : 1;
        _isFinite = true;
        _optimizer.Begin(rate, step);
        Run(Phase.Move);
        return _isFinite;
    }

    /// <summary>Gives the new parameters to the model.</summary>
    public void Take()
    {
        Run(Phase.Take);
        _model.ParametersChanged();
    }

    void IWork.Run(int worker)
    {
        for (int range; !_team.HasFailed && (range = Interlocked.Increment(ref _nextRange)) < _squares.Length;)
        {
            int start = range * RangeLength, count = Math.Min(RangeLength, _length - start);
            var gradient = _slots[0].Span.Slice(start, count);
            var parameters = _model.ParameterVector.Slice(start, count);
            if (_phase == Phase.Sum) SumRange(range, parameters, start);
            else if (_phase == Phase.Move) MoveRange(parameters, gradient, start);
            else gradient.CopyTo(parameters);
        }
    }

    private void Run(Phase phase)
    {
        _phase = phase;
        _nextRange = -1;
        if (_squares.Length > 1) _team.Run(this);
        else ((IWork)this).Run(0);
    }

    private void SumRange(int range, ReadOnlySpan<T> parameters, int start)
    {
        var gradient = _slots.Sum(_usedSlots, start, parameters.Length);
        if (_factor != 1) TensorPrimitives.Multiply(gradient, T.CreateTruncating(_factor), gradient);
        _penalties[range] = 0;
        foreach (var decay in _decays) _penalties[range] += decay.Add(parameters, gradient, start);
        _squares[range] = GradientSlots<T>.SumOfSquares(gradient);
    }

    private void MoveRange(ReadOnlySpan<T> parameters, Span<T> gradient, int start)
    {
        if (_factor != 1) TensorPrimitives.Multiply(gradient, T.CreateTruncating(_factor), gradient);
        if (_options.ClipValue is { } limit)
            TensorPrimitives.Clamp<T>(gradient, T.CreateTruncating(-limit), T.CreateTruncating(limit), gradient);
        _optimizer.Step(parameters, gradient, start);
        if (!TensorPrimitives.IsFiniteAll<T>(gradient)) _isFinite = false;
    }
}
