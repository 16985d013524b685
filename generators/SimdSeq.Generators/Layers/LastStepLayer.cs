using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>The last step of a sequence.</summary>
internal sealed class LastStepLayer : Layer
{
    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        RequireSequence("LastStep", input.Shape, problems);
        return problems.Any ? null : [new LastStep(name, options.Text, input)];
    }
}
