using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>Options that normalisations have in common.</summary>
internal static class NormalizationOptions
{
    public static void RequireEpsilon(LayerDeclaration options, LayerProblems problems)
    {
        double epsilon = options.Double("epsilon");
        if (!(epsilon > 0) || double.IsInfinity(epsilon))
            problems.Add(Ids.ArgumentOutOfRange, "epsilon", Invariant($"epsilon must be greater than 0 and finite; got {epsilon}"),
                "It keeps equal values from being divided by zero: 0.001, for instance.");
    }

    public static Parameter? Gamma(LayerDeclaration options, string name, int features) =>
        options.Bool("scale") ? new Parameter(name, "gamma", [features], InitializerOf(options, "gammaInitializer")) : null;

    public static Parameter? Beta(LayerDeclaration options, string name, int features) =>
        options.Bool("center") ? new Parameter(name, "beta", [features], InitializerOf(options, "betaInitializer")) : null;

    private static string InitializerOf(LayerDeclaration options, string argument) => options.Enum<InitializerName>(argument).ToString();
}
