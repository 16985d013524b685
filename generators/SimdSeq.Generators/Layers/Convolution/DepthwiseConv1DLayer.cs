using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary><c>y[t, c·m + q] = f(b[c·m + q] + Σ x[t·strides + k·dilation - before, c]·W[k, c, q])</c>.</summary>
internal sealed class DepthwiseConv1DLayer : DepthwiseLayer
{
    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        RequireDepthwise(options, input, problems);
        if (problems.Any) return null;
        int outputs = input.Shape.Features * options.Int("depthMultiplier");
        RequireActivation(options, outputs, problems);
        if (problems.Any) return null;
        var sum = Depthwise(options, name, part: name, "kernel", Bias(options, name, outputs), input, problems);
        return sum is null ? null : Activated(options, name, [.. sum]);
    }
}
