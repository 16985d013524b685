using System.Collections.Generic;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>Mean and variance of groups of features, over all steps.</summary>
internal sealed class GroupNormalizationLayer : Layer
{
    private const int AGroupForEachFeature = -1;

    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        int features = input.Shape.Features, groups = options.Int("groups");
        if (groups == AGroupForEachFeature) groups = features;
        if (groups < 1 || features % groups != 0)
            problems.Add(Ids.ArgumentOutOfRange, "groups", Invariant($"groups must divide the {features} features; got {groups}"),
                "Give a number of groups that divides them, or -1 for a group of each feature.");
        NormalizationOptions.RequireEpsilon(options, problems);
        RequireDefined<InitializerName>(options, "betaInitializer", "Initializer", problems);
        RequireDefined<InitializerName>(options, "gammaInitializer", "Initializer", problems);
        if (problems.Any) return null;
        return
        [
            new Normalization(name, options.Text, input, NormalizationKind.Standard, options.Double("epsilon"))
            {
                Groups = groups,
                IsOverSteps = input.Shape.IsSequence,
                Scale = NormalizationOptions.Gamma(options, name, features),
                Offset = NormalizationOptions.Beta(options, name, features),
            },
        ];
    }
}
