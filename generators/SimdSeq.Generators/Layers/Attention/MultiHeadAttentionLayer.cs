using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>Attention of several heads, with projections before and after (Vaswani et al. 2017).</summary>
internal sealed class MultiHeadAttentionLayer : AttentionLayer
{
    protected override IReadOnlyList<Operation>? Build(
        LayerDeclaration options, string name, Value query, Value value, Value key, LayerProblems problems)
    {
        RequireUnits(options, "heads", problems);
        RequireUnits(options, "keyDim", problems);
        if (options.Int("valueDim") != 0) RequireUnits(options, "valueDim", problems);
        if (options.Int("outputs") != 0) RequireUnits(options, "outputs", problems);
        int heads = options.Int("heads"), keyDim = options.Int("keyDim");
        int valueDim = options.Int("valueDim") is > 0 and var own ? own : keyDim;
        var positions = RequireProjections(options, keyDim, problems);
        RequireProduct(options, "keyDim", (long)heads * System.Math.Max(keyDim, valueDim), problems);
        if (problems.Any) return null;
        int outputs = options.Int("outputs") is > 0 and var given ? given : query.Shape.Features;
        return Projected(options, name, (heads, heads), keyDim, valueDim, outputs, positions).Of(query, value, key);
    }
}
