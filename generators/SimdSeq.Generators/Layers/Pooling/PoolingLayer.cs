using System.Collections.Generic;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>The largest or the mean of windows of steps.</summary>
internal sealed class PoolingLayer(PoolKind kind) : Layer
{
    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        RequireSequence(options.Kind, input.Shape, problems);
        WindowOptions.RequireAtLeast(options, "poolSize", 1, problems);
        WindowOptions.RequireAtLeast(options, "strides", 0, problems);
        RequireDefined<PaddingName>(options, "padding", "Padding", problems);
        if (options.Int("padding") == (int)PaddingName.Causal)
            problems.Add(Ids.WrongCombination, "padding", $"{options.Kind} has no padding: Padding.Causal",
                "Use Padding.Valid or Padding.Same.");
        if (problems.Any) return null;
        int size = options.Int("poolSize"), strides = options.Int("strides");
        var padding = options.Enum<PaddingName>("padding");
        var windows = WindowOptions.Of(input.Shape, size, strides == 0 ? size : strides, 1, padding, "poolSize", problems);
        return windows is null ? null : [new Pool(name, options.Text, input, kind, windows, isGlobal: false)];
    }
}
