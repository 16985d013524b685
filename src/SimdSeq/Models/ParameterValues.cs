using System.Numerics;

namespace SimdSeq;

/// <summary>
/// The values of a model's parameters, one vector. A parameter draws its first values when somebody first asks for them; one that is set
/// before, as by <c>Load</c>, never does, and making a model costs its memory alone. Each has a stream of random numbers of its own, so the
/// order of asking changes no bit. Any number of threads may ask at once.
/// </summary>
internal sealed class ParameterValues<T>(ModelLayout layout, long seed) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _vector = new(layout.ParameterValues);
    private readonly bool[] _isThere = new bool[layout.Parameters.Length];
    private readonly Lock _drawing = new();
    private volatile bool _isWhole;

    /// <summary>All values.</summary>
    public AlignedBuffer<T> Vector
    {
        get
        {
            if (!_isWhole) Complete();
            return _vector;
        }
    }

    /// <summary>The values of one parameter.</summary>
    public ReadOnlySpan<T> Of(int parameter)
    {
        if (!_isWhole)
        {
            lock (_drawing) Draw(parameter);
        }

        return Place(parameter);
    }

    /// <summary>Replaces the values of one parameter.</summary>
    public void Set(int parameter, ReadOnlySpan<T> values)
    {
        lock (_drawing)
        {
            values.CopyTo(Place(parameter));
            _isThere[parameter] = true;
        }
    }

    private void Complete()
    {
        lock (_drawing)
        {
            for (int parameter = 0; parameter < _isThere.Length; parameter++) Draw(parameter);
            _isWhole = true;
        }
    }

    private void Draw(int parameter)
    {
        if (_isThere[parameter]) return;
        var info = layout.Parameters[parameter];
        if (info.LengthsOf is { } name)
        {
            int matrix = Array.FindIndex(layout.Parameters, other => other.Name == name);
            Draw(matrix);
            ParameterInitialization.FillLengths<T>(Place(matrix), Place(parameter));
        }
        else
        {
            ParameterInitialization.Fill(info, Place(parameter), seed);
        }

        _isThere[parameter] = true;
    }

    private Span<T> Place(int parameter) => _vector.Slice(layout.Parameters[parameter].Offset, layout.Parameters[parameter].Length);
}
