using System;
using System.Collections.Generic;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>Levels of attention, each to steps farther apart than the one before it.</summary>
internal sealed class HierarchicalAttentionEncoderLayer : Layer
{
    private const int MostLevels = 16;

    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        RequireSequence(options.Kind, input.Shape, problems);
        RequireUnits(options, "heads", problems);
        if (options.Int("feedForward") != 0) RequireUnits(options, "feedForward", problems);
        RequireShare(options, "dropout", problems);
        RequireElementWise(options, "activation", problems);
        RequireDefined<InitializerName>(options, "biasInitializer", "Initializer", problems);
        int window = options.Int("window"), levels = options.Int("levels");
        double focus = options.Double("focus");
        if (!(focus is >= 0 and <= 20))
        {
            problems.Add(Ids.ArgumentOutOfRange, "focus", Invariant($"focus must be from 0 to 20; got {focus}"),
                "At 4 a head begins with 88 % of its weight on one of 8 steps; at 20 nothing is left for the others.");
        }

        if (window is < 2 or > 64)
        {
            problems.Add(Ids.ArgumentOutOfRange, "window", Invariant($"window must be from 2 to 64; got {window}"),
                "A level sees so many steps, and the next one so many of what it makes of them.");
        }
        else if (levels is < 0 or > MostLevels)
        {
            problems.Add(Ids.ArgumentOutOfRange, "levels", Invariant($"levels must be from 0 to {MostLevels}; got {levels}"),
                "0 is as many as it takes to see all steps.");
        }
        else if (levels > 1 && Math.Pow(window, levels - 1) > 1 << 24)
        {
            problems.Add(Ids.TooLarge, "levels", Invariant($"{levels} levels of {window} steps reach farther than a sequence can be long"),
                "0 is as many as it takes to see all steps.");
        }

        if (problems.Any) return null;
        AttentionChecks.RequireHeads(options, input.Shape.Features, problems);
        if (problems.Any) return null;
        if (levels == 0)
        {
            levels = 1;
            for (long seen = window; seen < input.Shape.Rows; seen *= window) levels++;
        }

        return new HierarchicalAttentionBuilder(options, name).Build(input, levels);
    }
}

/// <summary>The operations of that layer.</summary>
/// <param name="options">The layer.</param>
/// <param name="name">Its name.</param>
internal sealed class HierarchicalAttentionBuilder(LayerDeclaration options, string name) : ResidualBlocks(options, Epsilon)
{
    private const double Epsilon = 1e-5;

    public IReadOnlyList<Operation> Build(Value input, int levels)
    {
        var value = input;
        for (int level = 0, dilation = 1; level < levels; level++, dilation *= Options.Int("window"))
            value = Level(value, $"{name}/{Numbered("level", level)}", dilation);
        Normalized(value, $"{name}/{NormName}");
        return Operations;
    }

    private Value Level(Value input, string level, int dilation)
    {
        var value = Around(input, $"{level}/{NormName}", $"{level}/add", x => Attended(x, level, dilation));
        return Options.Int("feedForward") == 0 ? value
            : Around(value, $"{level}/{NormName}_1", $"{level}/add_1", x => ForEachStep(x, level));
    }

    private Value Attended(Value input, string level, int dilation)
    {
        int features = input.Shape.Features, heads = Options.Int("heads"), window = Options.Int("window");
        string initializer = ((InitializerName)Options.Int("biasInitializer")).ToString();
        Value q = Dense(input, $"{level}/query", features), k = Dense(input, $"{level}/key", features);
        var v = Dense(input, $"{level}/value", features);
        var bias = new Parameter($"{level}/attention", "bias", [heads, window], initializer) { Diagonal = Options.Double("focus") };
        var mixed = Add(new WindowAttention(
            $"{level}/attention", Options.Text, q, k, v, heads, window, dilation, 1 / Math.Sqrt(features / heads), bias));
        return Dense(mixed, $"{level}/attention_output", features);
    }
}
