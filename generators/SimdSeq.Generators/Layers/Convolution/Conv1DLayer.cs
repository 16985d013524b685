using System.Collections.Generic;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary><c>y[t] = f(b + Σ x[t·strides + k·dilation - before]·W[k])</c>.</summary>
internal sealed class Conv1DLayer : Layer
{
    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        RequireSequence(options.Kind, input.Shape, problems);
        RequireUnits(options, "filters", problems);
        RequireUnits(options, "kernelSize", problems);
        foreach (string steps in new[] { "strides", "dilation", "groups" }) WindowOptions.RequireAtLeast(options, steps, 1, problems);
        RequireDefined<PaddingName>(options, "padding", "Padding", problems);
        RequireActivation(options, options.Int("filters"), problems);
        RequireDefined<InitializerName>(options, "kernelInitializer", "Initializer", problems);
        RequireDefined<InitializerName>(options, "biasInitializer", "Initializer", problems);
        if (problems.Any) return null;
        int filters = options.Int("filters"), taps = options.Int("kernelSize"), groups = options.Int("groups"),
            features = input.Shape.Features;
        if (features % groups != 0 || filters % groups != 0)
        {
            problems.Add(Ids.WrongShape, "groups", Invariant($"groups must divide the {features} features and the {filters} filters; got ")
                + Invariant($"{groups}"),
                "Use 1, or a number that divides both.");
        }

        var windows = WindowOptions.Of(
            input.Shape, taps, options.Int("strides"), options.Int("dilation"), options.Enum<PaddingName>("padding"), "kernelSize",
                problems);
        if (problems.Any || windows is null) return null;

        var parts = new ConvolutionParts(
            name, options.Text, windows, filters, groups, Initializer(options, "kernelInitializer"),
            options.Bool("useBias") ? Initializer(options, "biasInitializer") : null, options.Bool("weightNorm"));
        return Activated(options, name, [.. parts.Of(input)]);
    }
}
