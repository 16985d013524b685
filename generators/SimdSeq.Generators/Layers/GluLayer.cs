using System.Collections.Generic;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>Gated linear unit: halves the features.</summary>
internal sealed class GluLayer : Layer
{
    public override bool ActsOnEachStep => true;

    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        if (input.Shape.Features % 2 == 0) return [new Glu(name, options.Text, input)];
        problems.Add(Ids.WrongShape, null, $"Glu needs an even number of features, half of them gates; got {input.Shape}",
            "Give the layer before it twice the features you want.");
        return null;
    }
}
