using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>A sequence from its last step to its first.</summary>
internal sealed class ReverseLayer : Layer
{
    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Shape input, LayerProblems problems)
    {
        RequireSequence("Reverse", input, problems);
        return problems.Any ? null : [new Reversal(name, options.Text, input)];
    }
}
