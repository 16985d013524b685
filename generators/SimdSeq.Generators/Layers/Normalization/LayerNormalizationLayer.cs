using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>Mean and variance of each row's features.</summary>
internal sealed class LayerNormalizationLayer : Layer
{
    public override bool ActsOnEachStep => true;

    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        NormalizationOptions.RequireEpsilon(options, problems);
        RequireDefined<InitializerName>(options, "betaInitializer", "Initializer", problems);
        RequireDefined<InitializerName>(options, "gammaInitializer", "Initializer", problems);
        if (problems.Any) return null;
        return
        [
            new Normalization(name, options.Text, input, NormalizationKind.Standard, options.Double("epsilon"))
            {
                Scale = NormalizationOptions.Gamma(options, name, input.Shape.Features),
                Offset = NormalizationOptions.Beta(options, name, input.Shape.Features),
            },
        ];
    }
}
