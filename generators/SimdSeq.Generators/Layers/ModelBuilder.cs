using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>From a declaration to the graph, with the shape at every point; every mistake on the way is collected.</summary>
internal static class ModelBuilder
{
    /// <returns>The graph, or null when there are problems.</returns>
    public static ModelGraph? Build(ModelDeclaration model, List<Problem> problems)
    {
        problems.AddRange(model.Problems);
        RequirePositive(model.Inputs[0].Steps ?? 1, "steps", problems);
        RequirePositive(model.Inputs[0].Features, "features", problems);
        bool hasForward = model.Forward is not null || model.Problems.Any(problem => problem.Layer == Problem.TheForward);
        if (model.Layers.Count == 0 && !hasForward)
        {
            problems.Add(new(Ids.EmptyStack, Problem.TheModel, null,
                $"{model.Name} has no layers. Put layer attributes under [SequenceModel], for instance [Gru(32)] [Dense(1)]."));
        }

        if (problems.Count > 0) return null;
        var graph = model.Forward is { } forward ? ForwardBuilder.Build(model, forward, problems) : StackBuilder.Build(model, problems);
        return graph is not null && IsAddressable(model, graph, problems) ? graph : null;
    }

    // Offsets in emitted code are ints, and each value has one for every lane. That gates and gradients have room too is seen in planning.
    private static bool IsAddressable(ModelDeclaration model, ModelGraph graph, List<Problem> problems)
    {
        const int MaxParameters = int.MaxValue / 8, MaxValues = int.MaxValue / 16;
        long values = graph.Inputs.Sum(input => input.Values) + graph.Operations.Sum(operation => operation.Output.Values
            + (operation.Margin.Before + operation.Margin.After) * (long)operation.OutputShape.Features * (operation.ForGroups ?? 1));
        if (graph.ParameterCount <= MaxParameters && values <= MaxValues) return true;

        string what = graph.ParameterCount > MaxParameters
            ? Invariant($"{graph.ParameterCount:N0} parameters; at most {MaxParameters:N0}")
            : Invariant($"{values:N0} values in one sample, over all layers and steps; at most {MaxValues:N0}");
        string wayOut = graph.Operations.Any(operation => operation is Flatten)
            ? "Use fewer units, or fewer steps before the Flatten."
            : "Use fewer units or fewer steps.";
        problems.Add(new(Ids.TooLarge, Problem.TheModel, null, $"{model.Name} has {what} are possible. {wayOut}"));
        return false;
    }

    private static void RequirePositive(int value, string argument, List<Problem> problems)
    {
        if (value < 1)
            problems.Add(new(Ids.ArgumentOutOfRange, Problem.TheModel, argument,
                Invariant($"{argument} must be at least 1; got {value}. ")
                + "Give the size of one sample: how many time steps, of how many features each."));
    }
}
