using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>In training, a random share of the values dropped (Srivastava et al. 2014).</summary>
internal sealed class DropoutLayer : Layer
{
    public override bool IsForTrainingAlone => true;

    public override bool ActsOnEachStep => true;

    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        RequireShare(options, "rate", problems);
        return problems.Any ? null : [new Dropout(name, options.Text, input, options.Double("rate"))];
    }
}
