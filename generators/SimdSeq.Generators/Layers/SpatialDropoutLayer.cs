using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>In training, a random share of the features dropped, at all steps of a sample (Tompson et al. 2015).</summary>
internal sealed class SpatialDropoutLayer : Layer
{
    public override bool IsForTrainingAlone => true;

    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        RequireSequence(options.Kind, input.Shape, problems);
        RequireShare(options, "rate", problems);
        return problems.Any ? null : [new Dropout(name, options.Text, input, options.Double("rate"), isSpatial: true)];
    }
}
