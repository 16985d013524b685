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
        RequireDefined<ActivationName>(options, "activation", "Activation", problems);
        RequireDefined<InitializerName>(options, "kernelInitializer", "Initializer", problems);
        RequireDefined<InitializerName>(options, "biasInitializer", "Initializer", problems);
        if (problems.Any) return null;
        int filters = options.Int("filters"), taps = options.Int("kernelSize"), groups = options.Int("groups"), features = input.Shape.Features;
        if (features % groups != 0 || filters % groups != 0)
        {
            problems.Add(Ids.WrongShape, "groups", Invariant($"groups must divide the {features} features and the {filters} filters; got {groups}"),
                "Use 1, or a number that divides both.");
        }

        var windows = WindowOptions.Of(
            input.Shape, taps, options.Int("strides"), options.Int("dilation"), options.Enum<PaddingName>("padding"), "kernelSize", problems);
        if (problems.Any || windows is null) return null;

        var kernel = new Parameter(name, "kernel", [taps, features / groups, filters], Initializer(options, "kernelInitializer"));
        var bias = options.Bool("useBias") ? new Parameter(name, "bias", [filters], Initializer(options, "biasInitializer")) : null;
        var operations = new List<Operation>();
        if (input.Shape.IsMasked) operations.Add(new ClearMissing($"{name}/steps_there", options.Text, input));
        var read = operations.Count > 0 ? operations[0].Output : input;
        var sum = new Convolution(name, options.Text, read, kernel, bias, windows, groups);
        operations.Add(sum);
        string activation = Option(options, "activation");
        if (activation != "Linear") operations.Add(ElementWise.Activation(activation, $"{name}/activation", options.Text, sum.Output));
        return operations;
    }
}
