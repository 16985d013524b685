using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>The calls of a <c>Forward</c> method as a graph.</summary>
internal static class ForwardBuilder
{
    /// <returns>The graph, or null when there are problems.</returns>
    public static ModelGraph? Build(ModelDeclaration model, ForwardDeclaration forward, List<Problem> problems)
    {
        var names = CallNames.Of(forward, problems);
        if (problems.Count > 0) return null;
        var everything = Enumerable.Range(0, forward.Calls.Count).ToList();
        var graph = Build(model, forward, everything, names, problems);
        if (graph is null) return null;
        // What nobody reads is checked, and is no part of the model.
        var values = forward.Read();
        List<int> read = [.. everything.Where(i => values.Contains(forward.Inputs.Count + i))];
        return read.Count == everything.Count ? graph : Build(model, forward, read, names, problems);
    }

    private static ModelGraph? Build(
        ModelDeclaration model, ForwardDeclaration forward, IReadOnlyList<int> calls, CallNames names, List<Problem> problems)
    {
        var builder = new GraphBuilder(model);
        var values = builder.Inputs.Select((input, i) => (input, i)).ToDictionary(one => one.i, one => one.input);
        var groups = new GroupScopes();
        var uses = new Dictionary<int, int>();
        foreach (int i in calls)
        {
            var call = forward.Calls[i];
            var inputs = call.Inputs.Select(input => values[input]).ToList();
            string context = string.Join(" and ", call.Inputs.Select(number =>
                $"{builder.NameOf(values[number])} ({(groups.IsOfGroup(number) ? $"{values[number].Shape}" : values[number].Text)})"));
            context = $"It is called on {(context.Length == 0 ? "nothing" : context)}.";
            if (Find(call.Layer, 0) is not { } entry) return null;
            if (!groups.Follow(call, forward.Inputs.Count + i, inputs, entry.Layer, new(problems, i, context))) return null;
            if (call.Each == EachEnd.Enter)
            {
                values[forward.Inputs.Count + i] = inputs[0];
                continue;
            }

            var wrapped = new List<WrappedLayer>();
            foreach (var inner in call.Wrapped)
            {
                if (Find(inner, wrapped.Count + 1) is not { } found) return null;
                wrapped.Add(new(inner, names.Wrapped[i][wrapped.Count], found.Layer, new(problems, i, context, wrapped.Count + 1)));
            }

            uses.TryGetValue(call.Identity, out int earlier);
            uses[call.Identity] = earlier + 1;
            var use = new LayerUse(call.Layer, names.Layers[i], entry.Layer, wrapped, new(problems, i, context)) { Number = earlier + 1 };
            if (builder.Apply(use, inputs) is not { } value) return null;
            values[forward.Inputs.Count + i] = value;

            (string Name, Layer Layer)? Find(LayerDeclaration layer, int part)
            {
                var known = LayerCatalog.Find(layer);
                if (known is null)
                {
                    new LayerProblems(problems, i, context, part).Add(Ids.UnknownLayer, null,
                        $"{layer.Kind} is not a layer the generator knows", "Use another.");
                }

                return known;
            }
        }

        foreach (var output in forward.Outputs.Where(output => values[output.Value].Groups is not null))
        {
            if (values[output.Value] is { Producer: not null, Shape.IsSequence: true }) continue;
            problems.Add(values[output.Value].Producer is null
                ? new(Ids.EmptyStack, output.Value - forward.Inputs.Count, null,
                    $"Forward of {model.Name} returns its input. Call a layer on it, for instance Each(Gru(32))(x).")
                : new(Ids.WrongShape, output.Value - forward.Inputs.Count, null,
                    "Forward returns a row of one group. Return it from the body of Each, which makes one value of the rows of all "
                        + "groups."));
            return null;
        }

        return builder.Finish([.. forward.Outputs.Select(output => new ModelOutput(output.Name, values[output.Value]))]);
    }
}

/// <summary>The names of the layers that are called: Keras's, numbered anew in each call of a method.</summary>
internal sealed class CallNames
{
    private readonly Dictionary<string, LayerNames> _scopes = [];

    /// <summary>Of each call.</summary>
    public Dictionary<int, string> Layers { get; } = [];

    /// <summary>Of the layers that each call's wraps.</summary>
    public Dictionary<int, IReadOnlyList<string>> Wrapped { get; } = [];

    public static CallNames Of(ForwardDeclaration forward, List<Problem> problems)
    {
        var names = new CallNames();
        foreach (var call in forward.Calls) names.TakeScope(call.Scope);
        var first = forward.Calls.Select((call, i) => (call, i)).GroupBy(one => one.call.Identity).Select(uses => uses.First()).ToList();
        foreach (var (call, i) in first.Where(one => one.call.Name is not null)) names.TakeName(call, i, problems);
        var ofLayer = new Dictionary<int, (string Name, IReadOnlyList<string> Wrapped)>();
        foreach (var (call, _) in first)
        {
            if (call.Each != EachEnd.None)
            {
                ofLayer[call.Identity] = (call.Scope, []);
                continue;
            }

            var scope = names.Scope(call.Scope);
            string name = call.Name ?? scope.Next(KerasName(call.Layer));
            if (call.Scope.Length > 0) name = $"{call.Scope}/{name}";
            bool sharesNames = call.Layer.Kind == TiedLayer.Kind;
            ofLayer[call.Identity] = (name, sharesNames ? [] : [.. call.Wrapped.Select(inner => scope.Next(KerasName(inner)))]);
        }

        foreach (var (call, i) in first.Where(one => one.call.Layer.Kind == TiedLayer.Kind))
        {
            if (ofLayer.TryGetValue(call.WrappedIdentities[0], out var tied))
            {
                ofLayer[call.Identity] = (ofLayer[call.Identity].Name, [tied.Name]);
                continue;
            }

            problems.Add(new(Ids.WrongCombination, i, null,
                $"{TiedLayer.Kind} shares the table of an Embedding that Forward calls; this one it does not call. "
                + $"Hold it in a variable: var words = Embedding(...); words(x); {TiedLayer.Kind}(words)(y)."));
        }

        for (int i = 0; i < forward.Calls.Count; i++) (names.Layers[i], names.Wrapped[i]) = ofLayer[forward.Calls[i].Identity];
        return names;
    }

    private static string KerasName(LayerDeclaration layer) => LayerCatalog.Find(layer)?.Name ?? layer.Kind;

    private void TakeName(LayerCall call, int number, List<Problem> problems)
    {
        if (Scope(call.Scope).Refusal(call.Name!) is { } message) problems.Add(new(Ids.WrongCombination, number, "name", message));
    }

    // A method's scope is a name in the scope around it.
    private void TakeScope(string scope)
    {
        if (scope.Length == 0 || _scopes.ContainsKey(scope)) return;
        int end = scope.LastIndexOf('/');
        string around = end < 0 ? "" : scope.Substring(0, end);
        TakeScope(around);
        Scope(around).TryTake(scope.Substring(end + 1));
        Scope(scope);
    }

    private LayerNames Scope(string scope)
    {
        if (!_scopes.TryGetValue(scope, out var names)) _scopes[scope] = names = new();
        return names;
    }
}
