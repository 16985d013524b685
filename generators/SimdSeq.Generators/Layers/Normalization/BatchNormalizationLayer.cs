using System.Collections.Generic;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>Running mean and variance of each feature.</summary>
internal sealed class BatchNormalizationLayer : Layer
{
    public override bool TakesNested => true;

    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        double momentum = options.Double("momentum");
        if (!(momentum >= 0 && momentum <= 1))
            problems.Add(Ids.ArgumentOutOfRange, "momentum", Invariant($"momentum must be in [0, 1]; got {momentum}"),
                "It is the share of the past in the running statistics: 0.99, for instance; 1 keeps them as they are.");
        NormalizationOptions.RequireEpsilon(options, problems);
        RequireDefined<InitializerName>(options, "betaInitializer", "Initializer", problems);
        RequireDefined<InitializerName>(options, "gammaInitializer", "Initializer", problems);
        if (problems.Any) return null;
        int features = input.Shape.Features;
        return
        [
            new BatchNormalization(name, options.Text, input, momentum, options.Double("epsilon"))
            {
                Scale = NormalizationOptions.Gamma(options, name, features),
                Offset = NormalizationOptions.Beta(options, name, features),
            },
        ];
    }
}
