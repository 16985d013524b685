using System.Collections.Generic;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>Collects the mistakes of one layer and says each in the same form: what, where in the model, a way out.</summary>
internal sealed class LayerProblems(List<Problem> problems, int layer, string where, int wrapped = 0)
{
    public bool Any { get; private set; }

    public void Add(string id, string? argument, string what, string wayOut)
    {
        Any = true;
        problems.Add(Of(id, argument, what, wayOut));
    }

    /// <summary>The same of what is no mistake.</summary>
    public Problem Of(string id, string? argument, string what, string wayOut) =>
        new(id, layer, argument, $"{what}. {where} {wayOut}", wrapped);
}
