using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>Mean square of each row's features.</summary>
internal sealed class RMSNormalizationLayer : Layer
{
    public override bool ActsOnEachStep => true;

    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        NormalizationOptions.RequireEpsilon(options, problems);
        if (problems.Any) return null;
        return
        [
            new Normalization(name, options.Text, input, NormalizationKind.RootMeanSquare, options.Double("epsilon"))
            {
                Scale = new Parameter(name, "scale", [input.Shape.Features], nameof(InitializerName.Ones)),
            },
        ];
    }
}
