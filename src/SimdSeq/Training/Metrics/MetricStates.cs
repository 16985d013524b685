using System.Numerics;
using System.Numerics.Tensors;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>
/// The metrics of a model's outputs while samples go by: each worker has states of its own, so nobody waits, and their results do not
/// depend on who counted what.
/// </summary>
internal sealed class MetricStates<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly OutputLoss<T>[] _losses;
    private readonly Metric[][] _metrics; // of each output
    private readonly MetricState[][][] _states; // of each worker, of each output
    private readonly double[][] _answers; // of each worker
    private readonly double[][] _targets;
    private readonly long[][] _notNumbers; // of each worker, of each output: steps with an answer that is none

    public MetricStates(OutputLoss<T>[] losses, IReadOnlyList<Metric> metrics, int workers)
    {
        _losses = losses;
        MetricShape[] shapes = [.. losses.Select(loss => MetricShape.Of(loss.Place.Output, loss.Loss))];
        _metrics = [.. shapes.Select(shape => metrics.Where(metric => metric.Objection(shape) is null).ToArray())];
        _states = new MetricState[metrics.Count == 0 ? 0 : workers][][];
        _answers = new double[_states.Length][];
        _targets = new double[_states.Length][];
        _notNumbers = new long[_states.Length][];
        for (int i = 0; i < _states.Length; i++)
        {
            _states[i] = [.. _metrics.Select((some, output) => some.Select(metric => metric.Start(shapes[output])).ToArray())];
            _answers[i] = new double[shapes.Max(shape => shape.Answers)];
            _targets[i] = new double[shapes.Max(shape => shape.Targets)];
            _notNumbers[i] = new long[shapes.Length];
        }
    }

    /// <summary>The columns of their figures, in order.</summary>
    public IReadOnlyList<string> Names => [.. _metrics.SelectMany((some, output) => some.Select(metric => Prefix(output) + metric.Name))];

    /// <summary>Refuses metrics that fit no output, and two of one name.</summary>
    /// <exception cref="ArgumentException">There is one.</exception>
    public static void Check(ModelLayout layout, IReadOnlyList<Loss> losses, IReadOnlyList<Metric> metrics, string option)
    {
        MetricShape[] shapes =
            [.. layout.Outputs.Select((output, i) => MetricShape.Of(output, losses.Count == 1 ? losses[0] : losses[i]))];
        for (int i = 0; i < metrics.Count; i++)
        {
            var metric = metrics[i] ?? throw new ArgumentException($"{option}: expected metrics; got null.");
            if (metrics.Take(i).Any(other => other.Name == metric.Name))
                throw new ArgumentException(
                    $"{option} has two metrics with the name {metric.Name}. Derive one with another name, or leave it out.");
            if (shapes.All(shape => metric.Objection(shape) is not null))
                throw new ArgumentException($"{option}: {metric.Name} {metric.Objection(shapes[0])}. {layout.Name} is trained with "
                    + $"{string.Join(", ", losses)}.");
        }
    }

    /// <summary>Counts the samples of a tile.</summary>
    public void Add(int worker, int output, in LossTile<T> tile)
    {
        if (_states.Length == 0 || _metrics[output].Length == 0) return;
        var loss = _losses[output];
        int width = loss.Place.Count / loss.Place.Output.Rows, lanes = Tile<T>.Lanes;
        Span<double> answers = _answers[worker].AsSpan(0, tile.Features), targets = _targets[worker].AsSpan(0, width);
        for (int step = 0; step < tile.Steps; step++)
        {
            for (int lane = 0; lane < tile.Samples; lane++)
            {
                if (!loss.Function.Counts(tile, step, lane)) continue;
                for (int k = 0; k < answers.Length; k++)
                    answers[k] = double.CreateTruncating(tile.Outputs[(step * tile.Features + k) * lanes + lane]);
                if (TensorPrimitives.IsNaNAny<double>(answers))
                {
                    _notNumbers[worker][output]++;
                    continue;
                }

                for (int k = 0; k < width; k++) targets[k] = double.CreateTruncating(tile.Targets[(step * width + k) * lanes + lane]);
                foreach (var state in _states[worker][output]) state.Add(answers, targets);
            }
        }
    }

    /// <summary>The figures of each output.</summary>
    public IReadOnlyList<MetricValue>[] Values()
    {
        Gather();
        var values = new IReadOnlyList<MetricValue>[_metrics.Length];
        for (int output = 0; output < values.Length; output++)
            values[output] = _states.Length == 0 ? [] : [.. _metrics[output].Select((metric, i) => ValueOf(output, i, metric))];
        return values;
    }

    /// <summary>The figures of all outputs, named as columns are.</summary>
    public IReadOnlyList<MetricValue> Named(IReadOnlyList<MetricValue>[] values) =>
        [.. values.SelectMany((some, output) => some.Select(value => value with { Name = Prefix(output) + value.Name }))];

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        foreach (var state in _states.SelectMany(outputs => outputs).SelectMany(some => some)) state.Clear();
        foreach (long[] some in _notNumbers) Array.Clear(some);
    }

    /// <summary>Writes or reads what has been counted, whatever the number of workers then and now.</summary>
    public void MoveState(StateTransfer state)
    {
        Gather();
        if (_states.Length == 0) return;
        foreach (var one in _states[0].SelectMany(some => some)) one.MoveState(state);
        state.Move(_notNumbers[0].AsSpan());
    }

    // All that was counted goes to the first worker.
    private void Gather()
    {
        for (int worker = 1; worker < _states.Length; worker++)
        {
            for (int output = 0; output < _metrics.Length; output++)
            {
                _notNumbers[0][output] += _notNumbers[worker][output];
                _notNumbers[worker][output] = 0;
                for (int i = 0; i < _metrics[output].Length; i++)
                {
                    _states[0][output][i].Add(_states[worker][output][i]);
                    _states[worker][output][i].Clear();
                }
            }
        }
    }

    private MetricValue ValueOf(int output, int metric, Metric of)
    {
        var first = _states[0][output][metric];
        bool isNumber = _notNumbers[0][output] == 0;
        IReadOnlyList<double> each = isNumber ? first.Each : [.. first.Each.Select(_ => double.NaN)];
        return new MetricValue(of.Name, isNumber ? first.Value : double.NaN, each)
        {
            Confusion = first.Confusion,
        };
    }

    private string Prefix(int output) => _losses.Length == 1 ? "" : $"{_losses[output].Place.Output.Name}_";
}
