namespace SimdSeq;

/// <summary>What a layer of attention looks at in one sample: for each head and query a weight for each key; those of a query sum to
/// 1.</summary> <typeparam name="T">The model's precision.</typeparam>
public sealed class AttentionWeights<T>
{
    private readonly T[] _values;

    internal AttentionWeights(string layer, int heads, int queries, int keys, T[] values)
    {
        (Layer, Heads, Queries, Keys) = (layer, heads, queries, keys);
        _values = values;
    }

    /// <summary>The layer.</summary>
    public string Layer { get; }

    /// <summary>Number of heads.</summary>
    public int Heads { get; }

    /// <summary>Steps that ask.</summary>
    public int Queries { get; }

    /// <summary>Steps that are asked.</summary>
    public int Keys { get; }

    /// <summary>The weight of a key; zero where the query does not see it, or it is not there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such head, query or key.</exception>
    public T this[int head, int query, int key]
    {
        get
        {
            Check(head, Heads, nameof(head));
            Check(query, Queries, nameof(query));
            Check(key, Keys, nameof(key));
            return _values[(head * Queries + query) * Keys + key];
        }
    }

    /// <summary>The weights of all keys.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such head or query.</exception>
    public ReadOnlySpan<T> Of(int head, int query)
    {
        Check(head, Heads, nameof(head));
        Check(query, Queries, nameof(query));
        return _values.AsSpan((head * Queries + query) * Keys, Keys);
    }

    private static void Check(int value, int count, string name)
    {
        if ((uint)value >= (uint)count) throw new ArgumentOutOfRangeException(name, value, $"{name} must be from 0 to {count - 1}.");
    }
}
