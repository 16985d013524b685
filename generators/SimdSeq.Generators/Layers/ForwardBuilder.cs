using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
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
        var uses = new Dictionary<int, int>();
        foreach (int i in calls)
        {
            var call = forward.Calls[i];
            var inputs = call.Inputs.Select(input => values[input]).ToList();
            string context = string.Join(" and ", inputs.Select(input => $"{builder.NameOf(input)} ({input.Shape})"));
            context = $"It is called on {(context.Length == 0 ? "nothing" : context)}.";
            if (Find(call.Layer, 0) is not { } entry) return null;
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

        return builder.Finish([.. forward.Outputs.Select(output => new ModelOutput(output.Name, values[output.Value]))]);
    }
}

/// <summary>The names of the layers that are called: Keras's, numbered anew in each call of a method.</summary>
internal sealed class CallNames
{
    private static readonly Regex Allowed = new("^[A-Za-z_][A-Za-z0-9_]*$");

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

            problems.Add(new(Ids.WrongCombination, i, null, $"{TiedLayer.Kind} shares the table of an Embedding that Forward calls; this one it "
                + $"does not call. Hold it in a variable: var words = Embedding(...); words(x); {TiedLayer.Kind}(words)(y)."));
        }

        for (int i = 0; i < forward.Calls.Count; i++) (names.Layers[i], names.Wrapped[i]) = ofLayer[forward.Calls[i].Identity];
        return names;
    }

    private static string KerasName(LayerDeclaration layer) => LayerCatalog.Find(layer)?.Name ?? layer.Kind;

    private void TakeName(LayerCall call, int number, List<Problem> problems)
    {
        string name = call.Name!;
        bool isAllowed = Allowed.IsMatch(name);
        if (isAllowed && Scope(call.Scope).TryTake(name)) return;
        problems.Add(new(Ids.WrongCombination, number, "name", isAllowed
            ? $"name: two layers in one place are called {name}, and would have the same parameters. Give each a name of its own, or hold "
                + "one layer in a variable."
            : $"name: '{name}' is no name of a layer. Use letters, digits and underscores, and begin with no digit."));
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
