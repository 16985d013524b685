using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>A convolution D of every feature by itself, and a product at every step: <c>y[t] = f(b + d[t]·P)</c> (Chollet 2017).</summary>
internal sealed class SeparableConv1DLayer : DepthwiseLayer
{
    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        RequireUnits(options, "filters", problems);
        RequireDepthwise(options, input, problems);
        RequireDefined<InitializerName>(options, "pointwiseInitializer", "Initializer", problems);
        int filters = options.Int("filters");
        RequireActivation(options, filters, problems);
        if (problems.Any) return null;
        var depthwise = Depthwise(options, name, $"{name}/depthwise", "depthwise_kernel", bias: null, input, problems);
        if (depthwise is null) return null;
        var mixed = depthwise[depthwise.Count - 1].Output;
        var kernel = new Parameter(
            name, "pointwise_kernel", [1, mixed.Shape.Features, filters], Initializer(options, "pointwiseInitializer"));
        var windows = Windows.Same(mixed.Shape.Rows, size: 1, stride: 1);
        var sum = new Convolution(
            name, options.Text, mixed, kernel, lengths: null, Bias(options, name, filters), windows, groups: 1);
        return Activated(options, name, [.. depthwise, sum]);
    }
}
