using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>A sequence from its last step to its first.</summary>
internal sealed class ReverseLayer : Layer
{
    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        RequireSequence("Reverse", input.Shape, problems);
        return problems.Any ? null : [new Reverse(name, options.Text, input)];
    }
}
