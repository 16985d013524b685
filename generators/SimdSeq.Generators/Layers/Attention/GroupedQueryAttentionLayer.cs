using System.Collections.Generic;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>Attention whose heads share keys and values in groups (Ainslie et al. 2023).</summary>
internal sealed class GroupedQueryAttentionLayer : AttentionLayer
{
    protected override IReadOnlyList<Operation>? Build(
        LayerDeclaration options, string name, Value query, Value value, Value key, LayerProblems problems)
    {
        RequireUnits(options, "headDim", problems);
        RequireUnits(options, "queryHeads", problems);
        RequireUnits(options, "keyValueHeads", problems);
        int heads = options.Int("queryHeads"), keyHeads = options.Int("keyValueHeads"), headDim = options.Int("headDim");
        if (!problems.Any && heads % keyHeads != 0)
        {
            problems.Add(Ids.WrongCombination, "keyValueHeads",
                Invariant($"keyValueHeads must divide queryHeads: {heads} heads cannot share {keyHeads} evenly"),
                "1 is multi-query attention, as many as queryHeads is multi-head attention.");
        }

        var positions = RequireProjections(options, headDim, problems);
        RequireProduct(options, "headDim", (long)heads * headDim, problems);
        if (problems.Any) return null;
        return Projected(options, name, (heads, keyHeads), headDim, headDim, query.Shape.Features, positions).Of(query, value, key);
    }
}
