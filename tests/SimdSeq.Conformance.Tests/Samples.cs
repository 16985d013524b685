using System.Globalization;
using System.Numerics;

namespace SimdSeq.Conformance.Tests;

/// <summary>Random inputs that suit a model: ids for an Embedding, and for a Masking some steps that are not there.</summary>
internal sealed class Samples<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T? _maskValue;
    private readonly int _width;

    public Samples(SequenceModel<T> model, int count, int seed)
    {
        var random = new Random(seed);
        var first = model.Layout.Layers[0];
        _width = model.Features;
        Values = new T[count * model.Steps * _width];
        HoldsIds = first.Kind.StartsWith("Embedding", StringComparison.Ordinal);
        if (first.Kind.StartsWith("Masking", StringComparison.Ordinal))
            _maskValue = T.CreateTruncating(double.Parse(first.Kind.Split(' ', ')')[1], CultureInfo.InvariantCulture));
        foreach (ref T value in Values.AsSpan())
            value = T.CreateTruncating(HoldsIds ? random.Next(model.Layout.Parameters[0].Shape[0]) : 2 * random.NextDouble() - 1);
        if (_maskValue is not { } mask) return;
        for (int step = 0; step < Values.Length / _width; step++)
        {
            if (random.Next(3) == 0) Values.AsSpan(step * _width, _width).Fill(mask);
        }
    }

    /// <summary><c>[sample][step][feature]</c>.</summary>
    public T[] Values { get; }

    /// <summary>Whether the inputs are ids, which have no gradient.</summary>
    public bool HoldsIds { get; }

    /// <summary>Whether the answer is smooth in a value: not in those of a step that is not there, which a change would bring back.</summary>
    public bool IsSmoothIn(int index)
    {
        if (HoldsIds) return false;
        if (_maskValue is not { } mask) return true;
        return Values.AsSpan(index / _width * _width, _width).ContainsAnyExcept(mask);
    }
}
