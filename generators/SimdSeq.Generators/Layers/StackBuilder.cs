using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>From the declared stack to the graph, with the shape at every point; every mistake on the way is collected.</summary>
internal static class StackBuilder
{
    /// <returns>The graph, or null when there are problems.</returns>
    public static ModelGraph? Build(ModelDeclaration model, List<Problem> problems)
    {
        problems.AddRange(model.Problems);
        RequirePositive(model.Steps, "steps", problems);
        RequirePositive(model.Features, "features", problems);
        if (model.Layers.Count == 0)
            problems.Add(new(Ids.EmptyStack, Problem.TheModel, null, $"{model.Name} has no layers. Put layer attributes under [SequenceModel], for instance [Gru(32)] [Dense(1)]."));
        if (problems.Count > 0) return null;

        var input = new Value(new Shape(model.Steps, model.Features, IsMasked: model.VariableLength));
        var value = input;
        var nodes = new List<LayerNode>();
        var names = new LayerNames();
        string soFar = input.Shape.ToString();
        for (int i = 0; i < model.Layers.Count;)
        {
            var declared = model.Layers[i];
            if (Find(i) is not { } entry) return null;
            var (name, layer, first) = (names.Next(entry.Name), entry.Layer, i);
            IReadOnlyList<Operation>? built;
            if (layer is WrapperLayer wrapper)
            {
                var wrapped = new List<WrappedLayer>();
                while (wrapped.Count < wrapper.Wraps(declared) && i + 1 + wrapped.Count < model.Layers.Count)
                {
                    int at = i + 1 + wrapped.Count;
                    if (Find(at) is not { } inner) return null;
                    wrapped.Add(new(model.Layers[at], inner.Name, inner.Layer, ProblemsOf(at)));
                }

                built = wrapper.Build(declared, name, value, wrapped, ProblemsOf(i));
                i += wrapped.Count;
            }
            else
            {
                built = layer.Build(declared, name, value, ProblemsOf(i));
            }

            if (built is null) return null;
            var these = Enumerable.Range(first, i - first + 1);
            if (!model.IsDouble && these.Any(at => !SinglePrecision.Holds(model.Layers[at], ProblemsOf(at)))) return null;
            if (built[0] is Gather && nodes.SelectMany(node => node.Operations).Any(operation => operation is not Reverse))
            {
                ProblemsOf(i).Add(Ids.WrongShape, null, "Embedding needs the ids of the input; the layers before it have changed them", "Put Embedding first.");
                return null;
            }

            var last = built[built.Count - 1];
            string meaning = string.Join(" ", these.Select(at => model.Layers[at].Meaning));
            nodes.Add(new(name, last.Declared, layer.IsForTrainingAlone ? null : meaning, built));
            value = last.Output;
            soFar += $" -> {declared.Kind} {value.Shape}";
            i++;
        }

        LayerProblems ProblemsOf(int layer) => new(problems, layer, $"{soFar} -> **{model.Layers[layer].Kind}**");

        (string Name, Layer Layer)? Find(int layer)
        {
            string kind = model.Layers[layer].Kind;
            if (LayerCatalog.TryGet(kind, out var entry)) return model.Layers[layer].Cell is { } cell ? (Names.Snake(cell.Name), entry.Layer) : entry;
            ProblemsOf(layer).Add(Ids.UnknownLayer, null, $"{kind} is not a layer the generator knows", $"Use the library's: {string.Join(", ", LayerCatalog.Kinds)}.");
            return null;
        }

        var graph = new ModelGraph(input, nodes, value);
        return IsAddressable(model, graph, problems) ? graph : null;
    }

    // Offsets in emitted code are ints. A sample's values take more room than here counted: gates, gradients, one value per lane.
    private static bool IsAddressable(ModelDeclaration model, ModelGraph graph, List<Problem> problems)
    {
        const int MaxParameters = int.MaxValue / 8, MaxValues = int.MaxValue / 256;
        long values = graph.Input.Shape.Values + graph.Operations.Sum(operation =>
            operation.OutputShape.Values + (operation.Margin.Before + operation.Margin.After) * (long)operation.OutputShape.Features);
        if (graph.ParameterCount <= MaxParameters && values <= MaxValues) return true;

        string what = graph.ParameterCount > MaxParameters
            ? Invariant($"{graph.ParameterCount:N0} parameters; at most {MaxParameters:N0}")
            : Invariant($"{values:N0} values in one sample, over all layers and steps; at most {MaxValues:N0}");
        string wayOut = graph.Operations.Any(operation => operation.IsReshape) ? "Use fewer units, or fewer steps before the Flatten." : "Use fewer units or fewer steps.";
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
