using System.Collections.Generic;

namespace SimdSeq.Generators.Layers;

/// <summary>Keras's names within a model: <c>gru</c>, <c>gru_1</c>, <c>gru_2</c>.</summary>
internal sealed class LayerNames
{
    private readonly Dictionary<string, int> _counts = [];

    public string Next(string kind)
    {
        _counts.TryGetValue(kind, out int earlier);
        _counts[kind] = earlier + 1;
        return earlier == 0 ? kind : $"{kind}_{earlier}";
    }
}
