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

    /// <summary>A number of steps, or 0 for all.</summary>
    protected static void RequireWindow(LayerDeclaration options, LayerProblems problems)
    {
        if (options.Int("window") < 0)
        {
            problems.Add(Ids.ArgumentOutOfRange, "window", Invariant($"window must be at least 0; got {options.Int("window")}"),
                "0 sees all steps, 1 a step itself, n those less than n away.");
        }
    }

    /// <summary>How steps are told apart: a member of the library's <c>AttentionPositions</c>.</summary>
    protected static AttentionPositionsName Positions(LayerDeclaration options, int keyDim, LayerProblems problems)
    {
        RequireDefined<AttentionPositionsName>(options, "positions", "AttentionPositions", problems);
        var positions = options.Enum<AttentionPositionsName>("positions");
        if (positions == AttentionPositionsName.Rotary && keyDim % 2 != 0)
        {
            problems.Add(Ids.WrongCombination, "positions",
                Invariant($"positions: AttentionPositions.Rotary turns features in pairs, and a head has {keyDim}"),
                "Give heads an even number of features.");
        }

        return positions;
    }

    protected static double ScaleOf(int keyDim) => 1 / Math.Sqrt(keyDim);
}

/// <summary>The library's <c>AttentionPositions</c>, which the generator cannot reference; a test compares the two.</summary>
internal enum AttentionPositionsName { None, Rotary, Alibi }
