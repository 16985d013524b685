using System;
using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>What a method of an operation is for.</summary>
internal enum MethodKind { Forward, Gradients, Stream }

/// <summary>
/// The methods of a model's operations. Operations whose methods differ in nothing but places and sizes, as those of a network's blocks
/// do, share one, which takes these as arguments; an operation that is alone has them in its text.
/// </summary>
internal sealed class OperationMethods
{
    private readonly Dictionary<(OperationEmitter, MethodKind), SharedMethod> _shared = [];
    private readonly HashSet<SharedMethod> _written = [];
    private readonly string _type;

    /// <summary>The methods of a model.</summary>
    /// <param name="operations">Its operations.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="predicted">The same operations where predictions have other places for them.</param>
    public OperationMethods(IReadOnlyList<OperationEmitter> operations, ModelPlan plan, IReadOnlyList<OperationEmitter> predicted)
    {
        _type = plan.Precision.Type;
        var predictions = new HashSet<(string, string)>(Alike(predicted, MethodKind.Forward).Select(group => group.Key));
        foreach (var kind in new[] { MethodKind.Forward, MethodKind.Gradients, MethodKind.Stream })
        {
            bool IsCalledTwice(IGrouping<(string, string), OperationBody> alike) =>
                alike.Count() > 1 || (kind == MethodKind.Forward && predictions.Contains(alike.Key));

            foreach (var alike in Alike(operations, kind).Where(IsCalledTwice)) Share(alike, kind, plan);
        }
    }

    /// <summary>The methods of predictions that have their own places, which may be those of the whole.</summary>
    public OperationMethods(IReadOnlyList<OperationEmitter> operations, ModelPlan predictions, OperationMethods whole)
    {
        const MethodKind Kind = MethodKind.Forward;
        _type = whole._type;
        // Theirs must not hide those.
        foreach (var method in whole._shared.Values.Distinct()) predictions.Names.Claim(method.Name);
        foreach (var group in Alike(operations, Kind))
        {
            var first = group.First();
            var known = whole._shared.Where(one => one.Key.Item2 == Kind).Select(one => one.Value)
                .FirstOrDefault(method => (method.Bodies[0].Signature, method.Bodies[0].Text) == (first.Signature, first.Text));
            if (known is null)
            {
                if (group.Count() > 1) Share(group, Kind, predictions);
                continue;
            }

            var method = known with { Bodies = [.. group] };
            foreach (var body in group) _shared.Add((body.Of, Kind), method);
            _written.Add(method);
        }
    }

    private static IEnumerable<IGrouping<(string, string), OperationBody>> Alike(
        IReadOnlyList<OperationEmitter> operations, MethodKind kind) =>
        operations.Where(one => one.CanShareMethods && Has(one, kind)).Select(one => Body(one, kind))
            .GroupBy(body => (body.Signature, body.Text));

    private void Share(IEnumerable<OperationBody> alike, MethodKind kind, ModelPlan plan)
    {
        var method = new SharedMethod(plan.Names.Claim(NameOf(alike.First().Of, kind)), [.. alike]);
        foreach (var body in method.Bodies) _shared.Add((body.Of, kind), method);
    }

    /// <summary>Whether an operation has such a method.</summary>
    public static bool Has(OperationEmitter operation, MethodKind kind) => kind switch
    {
        MethodKind.Forward => operation.Plan.HasForwardPass,
        MethodKind.Gradients => operation.Plan.HasGradientPass,
        _ => operation.Plan.IsStreamed && operation.HasStreamPass,
    };

    /// <summary>The call of a method.</summary>
    public string Call(OperationEmitter operation, MethodKind kind, string arguments)
    {
        if (!_shared.TryGetValue((operation, kind), out var method))
            return $"{MethodOf(operation, kind)}<V>({arguments}{Group(operation)});";
        return $"{method.Name}<V>({arguments}{method.Bodies.First(body => body.Of == operation).Arguments});";
    }

    /// <summary>The argument that says of which group a method works.</summary>
    public static string Group(OperationEmitter operation) => operation.Plan.Operation.ForGroups is null ? "" : $", {ValueView.Group}";

    /// <summary>Writes a method, where it is not there already.</summary>
    public void Write(OperationEmitter operation, MethodKind kind, SourceWriter writer)
    {
        if (!_shared.TryGetValue((operation, kind), out var method))
        {
            writer.Line();
            WriteOf(operation, kind, writer);
        }
        else if (_written.Add(method))
        {
            var operations = method.Bodies.Select(body => body.Of.Plan.Operation.Name).ToList();
            string names = operations.Count > 3 ? $"{operations[0]} to {operations[operations.Count - 1]}" : string.Join(", ", operations);
            writer.Line();
            writer.Summary(operations.Count == 1
                ? $"{Of(kind)} {names}, in training and in predictions."
                : $"{Of(kind)} {names}: {operations.Count} that differ in places and sizes alone.");
            string frame = kind == MethodKind.Stream ? operation.StreamParameters : operation.SharedTileParameters;
            writer.Optimized($"private static void {method.Name}<V>({frame}{method.Bodies[0].Signature}) where V : struct, IVector<V, "
                + $"{_type}>");
            writer.Written(method.Bodies[0].Text);
        }
    }

    private static string Of(MethodKind kind) => kind switch
    {
        MethodKind.Forward => "The forward pass of",
        MethodKind.Gradients => "The gradients of",
        _ => "A streamed step of",
    };

    private static OperationBody Body(OperationEmitter operation, MethodKind kind)
    {
        var writer = new SourceWriter(indentation: 2);
        operation.Shared = new SharedBody();
        WriteOf(operation, kind, writer);
        var body = new OperationBody(operation, operation.Shared.Parameters, operation.Shared.Arguments, writer.ToString());
        operation.Shared = null;
        return body;
    }

    private static void WriteOf(OperationEmitter operation, MethodKind kind, SourceWriter writer)
    {
        Action<SourceWriter> write = kind switch
        {
            MethodKind.Forward => operation.WriteForward,
            MethodKind.Gradients => operation.WriteGradients,
            _ => operation.WriteStream,
        };
        write(writer);
    }

    private static string MethodOf(OperationEmitter operation, MethodKind kind) => kind switch
    {
        MethodKind.Forward => operation.ForwardMethod,
        MethodKind.Gradients => operation.GradientMethod,
        _ => operation.StreamMethod,
    };

    // Of block_1/conv1d_1 it is Conv1d.
    private static string NameOf(OperationEmitter operation, MethodKind kind)
    {
        string name = operation.Plan.Operation.Name;
        string last = name.Substring(name.LastIndexOf('/') + 1).TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').TrimEnd('_');
        return Graph.Names.Pascal(last.Length == 0 ? "layer" : last) + kind;
    }

    private sealed record OperationBody(OperationEmitter Of, string Signature, string Arguments, string Text);

    private sealed record SharedMethod(string Name, IReadOnlyList<OperationBody> Bodies);
}
