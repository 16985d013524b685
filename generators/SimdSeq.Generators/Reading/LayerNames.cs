using System.Collections.Generic;

namespace SimdSeq.Generators.Reading;

/// <summary>Keras's names within a model, or within a call of a method: <c>gru</c>, <c>gru_1</c>, <c>gru_2</c>.</summary>
internal sealed class LayerNames
{
    private readonly Dictionary<string, int> _counts = [];
    private readonly HashSet<string> _taken = [];

    public string Next(string kind)
    {
        _counts.TryGetValue(kind, out int earlier);
        string name;
        do
        {
            name = earlier == 0 ? kind : $"{kind}_{earlier}";
            _counts[kind] = ++earlier;
        }
        while (!_taken.Add(name)); // a user's cell may be called like a numbered layer

        return name;
    }

    /// <summary>Whether a name is free; it is not any more.</summary>
    public bool TryTake(string name) => _taken.Add(name);
}
