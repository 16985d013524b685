using System.Collections;
using System.Numerics;

namespace SimdSeq;

/// <summary>A tensor of a model that training moves.</summary>
/// <typeparam name="T">The model's precision.</typeparam>
public sealed class Parameter<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterValues<T> _values;
    private readonly int _index;
    private readonly ModelUse _use;
    private readonly ParameterInfo _info;

    internal Parameter(ParameterInfo info, ParameterValues<T> values, int index, ModelUse use)
    {
        _info = info;
        _values = values;
        _index = index;
        _use = use;
    }

    /// <summary>Keras name, for instance <c>gru/recurrent_kernel</c>.</summary>
    public string Name => _info.Name;

    /// <summary>Keras shape; a matrix is <c>[in, out]</c>.</summary>
    public ReadOnlySpan<int> Shape => _info.Shape;

    /// <summary>Number of values.</summary>
    public int Length => _info.Length;

    /// <summary>Whether the gradient moves it, by way of the optimizer. If not, its layer does, as a running mean.</summary>
    public bool IsTrainable => _info.IsTrained;

    /// <summary>The values as they are now, row-major. The first values are drawn when they are first asked for, or needed.</summary>
    public ReadOnlySpan<T> Values => _values.Of(_index);

    /// <summary>Replaces the values.</summary>
    /// <exception cref="ArgumentException">The number of values is not <see cref="Length"/>.</exception>
    /// <exception cref="InvalidOperationException">Another call uses the model at this moment.</exception>
    public void Set(ReadOnlySpan<T> values)
    {
        using var use = _use.Change();
        Replace(values);
    }

    /// <summary>The same for a caller that has the model alone.</summary>
    internal void Replace(ReadOnlySpan<T> values)
    {
        if (values.Length != Length)
            throw new ArgumentException($"{Name} has shape [{string.Join(", ", _info.Shape)}] = {Length} values; got {values.Length}.",
                nameof(values));
        _use.BeginWriting();
        _values.Set(_index, values);
        _use.EndWriting();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{string.Join(", ", _info.Shape)}]";
}

/// <summary>The parameters of a model, in the order of its layers.</summary>
/// <typeparam name="T">The model's precision.</typeparam>
public sealed class ParameterCollection<T> : IReadOnlyList<Parameter<T>> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Parameter<T>[] _parameters;
    private readonly ModelUse _use;

    internal ParameterCollection(Parameter<T>[] parameters, ModelUse use)
    {
        _parameters = parameters;
        _use = use;
    }

    /// <inheritdoc/>
    public int Count => _parameters.Length;

    /// <inheritdoc/>
    public Parameter<T> this[int index] => _parameters[index];

    /// <summary>The parameter with a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message lists those that exist.</exception>
    public Parameter<T> this[string name] => Array.Find(_parameters, parameter => parameter.Name == name)
        ?? throw new KeyNotFoundException($"No parameter '{name}'. The model has: "
            + $"{string.Join(", ", _parameters.Select(parameter => parameter.Name))}.");

    /// <summary>All values, one parameter behind the other.</summary>
    /// <exception cref="InvalidOperationException">They are being changed at this moment.</exception>
    public T[] ToArray()
    {
        using var use = _use.Read();
        var values = new T[_parameters.Sum(parameter => parameter.Length)];
        int at = 0;
        foreach (var parameter in _parameters)
        {
            parameter.Values.CopyTo(values.AsSpan(at));
            at += parameter.Length;
        }

        return values;
    }

    /// <summary>Replaces all values, in the order of <see cref="ToArray"/>.</summary>
    /// <exception cref="ArgumentException">The number of values is not that of the model.</exception>
    /// <exception cref="InvalidOperationException">Another call uses the model at this moment.</exception>
    public void Set(ReadOnlySpan<T> values)
    {
        using var use = _use.Change();
        int total = _parameters.Sum(parameter => parameter.Length);
        if (values.Length != total) throw new ArgumentException($"The model has {total} values; got {values.Length}.", nameof(values));
        foreach (var parameter in _parameters)
        {
            parameter.Replace(values[..parameter.Length]);
            values = values[parameter.Length..];
        }
    }

    /// <inheritdoc/>
    public IEnumerator<Parameter<T>> GetEnumerator() => ((IEnumerable<Parameter<T>>)_parameters).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
