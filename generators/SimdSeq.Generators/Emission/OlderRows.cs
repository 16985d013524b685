using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>
/// The convolutions of a stream that are alike: what their rows before a step give to it is summed in pairs before any of them has its
/// newest row.
/// </summary>
internal sealed class OlderRows
{
    private readonly List<(string Sizes, List<ConvolutionEmitter> Alike)> _groups;

    /// <summary>Those of a model, which are told so.</summary>
    /// <param name="operations">Its operations.</param>
    /// <param name="plan">Its plan.</param>
    public OlderRows(IEnumerable<OperationEmitter> operations, ModelPlan plan)
    {
        // Where steps are counted, some operations do not run at each.
        bool areAll = plan.Graph.IsStreamed && plan.StreamStep is null;
        _groups = [.. (areAll ? operations : []).OfType<ConvolutionEmitter>().Where(one => one.Plan.IsStreamed && one.HasStreamPass)
            .GroupBy(one => one.OlderRowsSizes).Where(alike => alike.Key is not null && alike.Count() > 1)
            .Select(alike => (alike.Key!, alike.ToList()))];
        foreach (var one in _groups.SelectMany(group => group.Alike)) one.HasOlderRows = true;
        if (Any) Method = plan.Names.Claim("OlderRows");
    }

    /// <summary>The method that sums them.</summary>
    public string Method { get; } = "";

    /// <summary>Whether there are any.</summary>
    public bool Any => _groups.Count > 0;

    /// <summary>The statements that sum them.</summary>
    /// <param name="type">The type of a value.</param>
    public IEnumerable<string> Statements(string type)
    {
        foreach (var (sizes, alike) in _groups)
        {
            for (int i = 0; i < alike.Count; i += 2)
            {
                string rows = string.Join(", ", alike.Skip(i).Take(2).Select(one => one.OlderRows));
                yield return $"ConvolutionStream.SumOlderRows<V, {type}>({rows}, {sizes});";
            }
        }
    }
}
