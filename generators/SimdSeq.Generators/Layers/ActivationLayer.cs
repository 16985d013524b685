using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>An activation as a layer of its own.</summary>
internal sealed class ActivationLayer : Layer
{
    public override bool ActsOnEachStep => true;

    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        RequireActivation(options, input.Shape.Features, problems);
        return problems.Any ? null : [Activation(Option(options, "activation"), name, options.Text, input)];
    }
}
