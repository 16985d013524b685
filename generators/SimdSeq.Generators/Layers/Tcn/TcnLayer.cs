using System.Collections.Generic;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>Residual blocks of dilated convolutions (Bai, Kolter and Koltun 2018).</summary>
internal sealed class TcnLayer : Layer
{
    private const int MostLevels = 16;

    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        RequireSequence(options.Kind, input.Shape, problems);
        RequireUnits(options, "filters", problems);
        RequireUnits(options, "kernelSize", problems);
        RequireShare(options, "dropout", problems);
        RequireActivation(options, options.Int("filters"), problems);
        RequireDefined<TcnNormName>(options, "norm", "TcnNorm", problems);
        RequireDefined<InitializerName>(options, "kernelInitializer", "Initializer", problems);
        int levels = options.Int("levels"), taps = options.Int("kernelSize");
        if (levels is < 1 or > MostLevels)
        {
            problems.Add(Ids.ArgumentOutOfRange, "levels", Invariant($"levels must be from 1 to {MostLevels}; got {levels}"),
                "Each level doubles the number of steps that an answer is made of.");
        }

        if (problems.Any) return null;
        var padding = options.Bool("causal") ? PaddingName.Causal : PaddingName.Same;
        if (WindowOptions.Of(input.Shape, taps, 1, 1 << levels - 1, padding, "kernelSize", problems) is null) return null;
        return new TcnBuilder(options, name, padding).Build(input);
    }
}

/// <summary>The library's <c>TcnNorm</c>, which the generator cannot reference; a test compares the two.</summary>
internal enum TcnNormName { None, WeightNorm, LayerNorm }
