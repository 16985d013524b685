using System;
using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>A layer called on a query, on a query and a value, or on a query, a value and a key: what is not given is the value.</summary>
internal abstract class AttentionLayer : Layer
{
    public sealed override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems) =>
        Build(options, name, [input], problems);

    public sealed override IReadOnlyList<Operation>? Build(
        LayerDeclaration options, string name, IReadOnlyList<Value> inputs, LayerProblems problems)
    {
        if (inputs.Count > 3)
        {
            problems.Add(Ids.WrongShape, null, Invariant($"{options.Kind} takes a query, a value and a key; got {inputs.Count} values"),
                $"Write {options.Kind}(...)(x) for a sequence that attends to itself, or (query, value), or (query, value, key).");
            return null;
        }

        foreach (var input in inputs) RequireSequence(options.Kind, input.Shape, problems);
        if (problems.Any) return null;
        Value query = inputs[0], value = inputs[inputs.Count == 1 ? 0 : 1], key = inputs[inputs.Count - 1];
        if (key.Shape.Steps != value.Shape.Steps || key.Mask != value.Mask)
        {
            problems.Add(Ids.WrongShape, null,
                Invariant($"{options.Kind} needs a value for each key: keys are {key.Shape}, values {value.Shape}"),
                "Make both of one sequence.");
        }

        if (options.Has("causal") && options.Bool("causal") && query.Shape.Steps != key.Shape.Steps)
        {
            problems.Add(Ids.WrongCombination, "causal", "causal: true needs queries and keys of as many steps: step t sees those up to t",
                "Leave it out where a sequence attends to another.");
        }

        return problems.Any ? null : Build(options, name, query, value, key, problems);
    }

    /// <summary>The operations.</summary>
    protected abstract IReadOnlyList<Operation>? Build(
        LayerDeclaration options, string name, Value query, Value value, Value key, LayerProblems problems);

    /// <summary>What layers with projections have in common, checked.</summary>
    protected static AttentionPositionsName RequireProjections(LayerDeclaration options, int keyDim, LayerProblems problems)
    {
        RequireShare(options, "dropout", problems);
        AttentionChecks.RequireWindow(options, problems);
        RequireDefined<InitializerName>(options, "kernelInitializer", "Initializer", problems);
        RequireDefined<InitializerName>(options, "biasInitializer", "Initializer", problems);
        RequireDefined<AttentionPositionsName>(options, "positions", "AttentionPositions", problems);
        var positions = options.Enum<AttentionPositionsName>("positions");
        AttentionChecks.RequirePairs(positions, keyDim, problems);
        return positions;
    }

    /// <summary>The operations of heads between projections.</summary>
    protected static AttentionParts Projected(
        LayerDeclaration options, string name, (int Queries, int Keys) heads, int keyDim, int valueDim, int outputs,
        AttentionPositionsName positions)
    {
        var attention = new AttentionOptions(heads.Queries, heads.Keys, keyDim, valueDim, ScaleOf(keyDim), options.Bool("causal"),
            options.Int("window"), positions == AttentionPositionsName.Alibi, options.Double("dropout"));
        return new AttentionParts(options, name, attention)
        {
            HasBias = options.Bool("useBias"),
            Outputs = outputs,
            IsRotary = positions == AttentionPositionsName.Rotary,
            KernelInitializer = Initializer(options, "kernelInitializer"),
            BiasInitializer = Initializer(options, "biasInitializer"),
        };
    }

    protected static double ScaleOf(int keyDim) => 1 / Math.Sqrt(keyDim);
}

/// <summary>The library's <c>AttentionPositions</c>, which the generator cannot reference; a test compares the two.</summary>
internal enum AttentionPositionsName { None, Rotary, Alibi }
