using System;
using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary><c>y[t·strides + k·dilation - before] += x[t]·W[k]</c>, and f of these sums and b.</summary>
internal sealed class Conv1DTransposeLayer : Layer
{
    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        RequireSequence(options.Kind, input.Shape, problems);
        RequireUnits(options, "filters", problems);
        RequireUnits(options, "kernelSize", problems);
        foreach (string steps in new[] { "strides", "dilation" }) WindowOptions.RequireAtLeast(options, steps, 1, problems);
        RequireDefined<PaddingName>(options, "padding", "Padding", problems);
        if (options.Int("padding") == (int)PaddingName.Causal)
        {
            problems.Add(
                Ids.WrongCombination, "padding", $"{options.Kind} has no padding: Padding.Causal", "Use Padding.Valid or Padding.Same.");
        }

        int filters = options.Int("filters");
        RequireActivation(options, filters, problems);
        RequireDefined<InitializerName>(options, "kernelInitializer", "Initializer", problems);
        RequireDefined<InitializerName>(options, "biasInitializer", "Initializer", problems);
        if (problems.Any || WindowsOf(options, input.Shape, problems) is not var (windows, rows)) return null;

        var cleared = input.Shape.IsMasked ? new ClearMissing($"{name}/zeros", options.Text, input) : null;
        int[] shape = [windows.Size, filters, input.Shape.Features];
        var kernel = new Parameter(name, "kernel", shape, Initializer(options, "kernelInitializer"));
        var bias = options.Bool("useBias") ? new Parameter(name, "bias", [filters], Initializer(options, "biasInitializer")) : null;
        var sum = new TransposedConvolution(name, options.Text, cleared?.Output ?? input, kernel, bias, windows, rows);
        return Activated(options, name, [.. new Operation?[] { cleared, sum }.OfType<Operation>()]);
    }

    // The convolution that makes of the answer as many steps as the input has.
    private static (Windows Windows, int Rows)? WindowsOf(LayerDeclaration options, Shape input, LayerProblems problems)
    {
        int taps = options.Int("kernelSize"), strides = options.Int("strides"), dilation = options.Int("dilation");
        var padding = options.Enum<PaddingName>("padding");
        long span = (taps - 1L) * dilation + 1, rows = (long)input.Rows * strides;
        if (padding == PaddingName.Valid) rows += Math.Max(span - strides, 0);
        if (rows > int.MaxValue)
        {
            problems.Add(Ids.TooLarge, "strides",
                Invariant($"{options.Kind} would make {rows:N0} steps; at most {int.MaxValue:N0} are possible"), "Use fewer.");
            return null;
        }

        var windows = WindowOptions.Of(input with { Steps = (int)rows }, taps, strides, dilation, padding, "kernelSize", problems);
        return windows is null ? null : (windows, (int)rows);
    }
}
