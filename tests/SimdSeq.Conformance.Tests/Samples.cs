using System.Globalization;
using System.Numerics;

namespace SimdSeq.Conformance.Tests;

/// <summary>
/// Random inputs that suit a model: ids for an Embedding, for a Masking some steps that are not there, and initial states.
/// </summary>
internal sealed class Samples<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SequenceModel<T> _model;
    private readonly T? _maskValue;

    public Samples(SequenceModel<T> model, int count, int seed)
    {
        _model = model;
        var random = new Random(seed);
        var first = model.Layout.Layers[0];
        Values = new T[count * model.SampleValues];
        HoldsIds = first.Kind.StartsWith("Embedding", StringComparison.Ordinal);
        if (first.Kind.StartsWith("Masking", StringComparison.Ordinal))
            _maskValue = T.CreateTruncating(double.Parse(first.Kind.Split(' ', ')')[1], CultureInfo.InvariantCulture));
        for (int sample = 0; sample < count; sample++)
        {
            for (int i = 0; i < model.SampleValues; i++)
            {
                bool isId = HoldsIds && i < StepValues;
                Values[sample * model.SampleValues + i] = T.CreateTruncating(
                    isId ? random.Next(model.Layout.Parameters[0].Shape[0]) : 2 * random.NextDouble() - 1);
            }

            for (int step = 0; step < model.Steps && _maskValue is not null; step++)
            {
                if (random.Next(3) == 0) Step(sample, step).Fill(_maskValue.Value);
            }
        }
    }

    /// <summary><c>[sample][step][feature]</c>, each sample followed by its initial states.</summary>
    public T[] Values { get; }

    /// <summary>Whether the inputs are ids, which have no gradient.</summary>
    public bool HoldsIds { get; }

    /// <summary>The initial states of a sample.</summary>
    public ReadOnlySpan<T> StatesOf(int sample) =>
        Values.AsSpan((sample + 1) * _model.SampleValues - _model.InitialStates, _model.InitialStates);

    /// <summary>What a stream takes at a step of a sample: the features of all sequences.</summary>
    public T[] StepOf(int sample, int step) => [.. Inputs(sample).Where(input => input.Tensor.Steps is not null)
        .SelectMany(input => input.Values.Skip(step * input.Tensor.Features).Take(input.Tensor.Features))];

    /// <summary>The inputs of a sample that are rows.</summary>
    public T[] RowsOf(int sample) => [.. Inputs(sample).Where(input => input.Tensor.Steps is null).SelectMany(input => input.Values)];

    private IEnumerable<(TensorInfo Tensor, T[] Values)> Inputs(int sample)
    {
        int at = sample * _model.SampleValues;
        foreach (var tensor in _model.InputTensors)
        {
            yield return (tensor, Values[at..(at + tensor.Length)]);
            at += tensor.Length;
        }
    }

    /// <summary>
    /// Whether the answer is smooth in a value: not in those of a step that is not there, which a change would bring back.
    /// </summary>
    public bool IsSmoothIn(int index)
    {
        int sample = index / _model.SampleValues, at = index % _model.SampleValues;
        if (at >= StepValues) return true;
        return !HoldsIds && (_maskValue is not { } mask || Step(sample, at / _model.Features).ContainsAnyExcept(mask));
    }

    private int StepValues => _model.Steps * _model.Features;

    private Span<T> Step(int sample, int step) => Values.AsSpan(sample * _model.SampleValues + step * _model.Features, _model.Features);
}
