using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>The last step of a sequence.</summary>
internal sealed class LastStepLayer : Layer
{
    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Shape input, LayerProblems problems)
    {
        RequireSequence("LastStep", input, problems);
        return problems.Any ? null : [new LastRow(name, options.Text, input)];
    }
}
