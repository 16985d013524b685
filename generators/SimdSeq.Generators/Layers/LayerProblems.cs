using System.Collections.Generic;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>Collects the mistakes of one layer and says each in the same form: what, the stack so far, a way out.</summary>
internal sealed class LayerProblems(List<Problem> problems, int layer, string stackSoFar)
{
    public bool Any { get; private set; }

    public void Add(string id, string? argument, string what, string wayOut)
    {
        Any = true;
        problems.Add(new Problem(id, layer, argument, $"{what}. Stack so far: {stackSoFar}. {wayOut}"));
    }
}
