using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>A layer that convolves every feature by itself.</summary>
internal abstract class DepthwiseLayer : Layer
{
    protected static void RequireDepthwise(LayerDeclaration options, Value input, LayerProblems problems)
    {
        RequireSequence(options.Kind, input.Shape, problems);
        RequireUnits(options, "kernelSize", problems);
        RequireUnits(options, "depthMultiplier", problems);
        foreach (string steps in new[] { "strides", "dilation" }) WindowOptions.RequireAtLeast(options, steps, 1, problems);
        RequireDefined<PaddingName>(options, "padding", "Padding", problems);
        RequireDefined<InitializerName>(options, "depthwiseInitializer", "Initializer", problems);
        RequireDefined<InitializerName>(options, "biasInitializer", "Initializer", problems);
        long outputs = (long)input.Shape.Features * options.Int("depthMultiplier");
        if (!problems.Any && outputs > int.MaxValue)
        {
            problems.Add(Ids.TooLarge, "depthMultiplier",
                Invariant($"{options.Kind} would make {outputs:N0} features; at most {int.MaxValue:N0} are possible"), "Use fewer.");
        }
    }

    /// <summary>The convolution, with zeros before it where steps may be missing.</summary>
    /// <param name="options">The layer.</param>
    /// <param name="name">Its name.</param>
    /// <param name="part">The name of the convolution.</param>
    /// <param name="weight">The name of its weights.</param>
    /// <param name="bias">Its bias; null: it has none.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <returns>The operations, or null after reporting what is wrong.</returns>
    protected static IReadOnlyList<Operation>? Depthwise(
        LayerDeclaration options, string name, string part, string weight, Parameter? bias, Value input, LayerProblems problems)
    {
        int taps = options.Int("kernelSize"), strides = options.Int("strides"), dilation = options.Int("dilation");
        var windows = WindowOptions.Of(input.Shape, taps, strides, dilation, options.Enum<PaddingName>("padding"), "kernelSize", problems);
        if (windows is null) return null;
        var cleared = input.Shape.IsMasked ? new ClearMissing($"{name}/zeros", options.Text, input) : null;
        int[] shape = [taps, input.Shape.Features, options.Int("depthMultiplier")];
        var kernel = new Parameter(name, weight, shape, Initializer(options, "depthwiseInitializer"));
        var sum = new DepthwiseConvolution(part, options.Text, cleared?.Output ?? input, kernel, bias, windows);
        return [.. new Operation?[] { cleared, sum }.OfType<Operation>()];
    }

    /// <summary>The bias that the options ask for.</summary>
    protected static Parameter? Bias(LayerDeclaration options, string name, int outputs) =>
        options.Bool("useBias") ? new Parameter(name, "bias", [outputs], Initializer(options, "biasInitializer")) : null;
}
