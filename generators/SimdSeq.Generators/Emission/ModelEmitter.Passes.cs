using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <content>The passes: which methods of the layers each calls.</content>
internal sealed partial class ModelEmitter
{
    // Where no layer can do without keeping anything, a prediction is a forward pass.
    private bool HasPredictPass => _operations.Any(operation => operation.PredictMethod is not null);

    private void WriteOverrides()
    {
        string kernels = "global::SimdSeq.Kernels.", passes = $"global::{PassesNamespace}.{_plan.Passes}",
            frame = $"in global::SimdSeq.TileFrame<{Type}> frame";
        string streamed = $"{kernels}Slab<{Type}> parameters, {kernels}Slab<{Type}> packed, {kernels}Slab<{Type}> stream, "
            + $"{kernels}Slab<{Type}> input";
        _writer.Line($"/// <summary>A new {_plan.Model.PlainName} whose parameters are drawn from <paramref name=\"seed\"/>.</summary>");
        _writer.Line($"public {_plan.Model.Name}(long seed = 0) : base({passes}.Table, seed) {{ }}");
        Override($"ForwardTile({frame})", "Forward(frame)");
        if (HasPredictPass) Override($"PredictTile({frame})", "Predict(frame)");
        else if (_plan.Predictions is not null) Override($"PredictTile({frame})", "Predictions.Predict(frame)");
        if (_plan.Pieces is not null) Override($"PredictPieces({frame})", "Pieces.Predict(frame)");
        Override($"GradientTile({frame})", "Gradients(frame)");
        if (IsStreamed) Override($"StreamStep({streamed})", "Stream(parameters, packed, stream, input)");
        if (HasSource)
            Override($"SourceTile({frame}, {kernels}Slab<{Type}> stream)", "Source(frame, stream)");
        if (HasSamplePass) Override($"StreamSample({streamed})", "Sample(parameters, packed, stream, input)");
        Override($"PackParameters({kernels}Slab<{Type}> parameters, {kernels}Slab<{Type}> packed)", "Pack(parameters, packed)");

        void Override(string signature, string call)
        {
            _writer.Line();
            _writer.Line("/// <inheritdoc/>");
            _writer.Line($"protected override void {signature} =>\n    {passes}.{call};");
        }
    }

    private void WritePasses()
    {
        string frame = $"in TileFrame<{Type}> frame", slab = $"Slab<{Type}>";
        var forward = _operations.Where(operation => operation.Plan.HasForwardPass).ToList();
        Pass("Forward", frame, "frame", forward.Select(operation => Call(operation, MethodKind.Forward, "frame")));
        if (HasPredictPass) Pass("Predict", frame, "frame", forward.Select(PredictCall));
        var trained = Enumerable.Reverse(_operations).Where(operation => operation.Plan.HasGradientPass);
        Pass("Gradients", frame, "frame", trained.SelectMany(GradientCalls));
        if (IsStreamed) WriteStream();
        _writer.Begin($"public static void Pack({slab} parameters, {slab} packed)");
        foreach (var form in _plan.Weights.Packed) _writer.Line(WeightText.Pack(form, _plan.Parameters));
        foreach (var operation in _operations) operation.WritePack(_writer);
        _writer.End();
    }

    private PassCall Call(OperationEmitter operation, MethodKind kind, string arguments) =>
        InGroups(operation, _methods.Call(operation, kind, arguments));

    private PassCall PredictCall(OperationEmitter operation) => operation.PredictMethod is { } method
        ? InGroups(operation, $"{method}<V>(frame{OperationMethods.Group(operation)});")
        : Call(operation, MethodKind.Forward, "frame");

    // Of nested values every group has its turn; what an operation keeps from its forward pass, it keeps for each.
    private PassCall InGroups(OperationEmitter operation, params string[] statements)
    {
        const string Group = ValueView.Group;
        if (operation.Plan.Operation.ForGroups is not { } groups) return new(ScopeOf(operation), statements);
        string loop = $"for (int {Group} = 0; {Group} < {groups}; {Group}++)";
        var body = statements.Select(statement => "    " + statement);
        return new(ScopeOf(operation), statements.Length == 1 ? [loop, .. body] : [loop, "{", .. body, "}"]);
    }

    private IEnumerable<PassCall> GradientCalls(OperationEmitter operation)
    {
        var sums = Sums(operation).ToList();
        if (operation.Plan.Operation.ForGroups is null || sums.Count == 0)
            return sums.Select(sum => new PassCall(ScopeOf(operation), [sum])).Prepend(Call(operation, MethodKind.Gradients, "frame"));
        // What is written beside the gradient of a group is added to it before the next one is.
        return [InGroups(operation, [_methods.Call(operation, MethodKind.Gradients, "frame"), .. sums])];
    }

    private IEnumerable<string> Sums(OperationEmitter operation)
    {
        for (int i = 0; i < operation.Plan.InputGradients.Count; i++)
        {
            if (operation.Plan.InputGradients[i] is not { AddedTo: { } sum } part) continue;
            string Span(ValueView view) => $"(frame.Workspace + "
                + $"{view.Address(Lanes)}).Span({operation.Plan.Inputs[i].Shape.Values * Lanes})";
            yield return $"TensorPrimitives.Add<{Type}>({Span(sum)}, {Span(part.View)}, {Span(sum)});";
        }
    }

    // The user's call of a method, or a block of a composite layer: block_3 of block_3/conv1d, tcn/block_3 of
    // tcn/block_3/conv1d/activation.
    private string ScopeOf(OperationEmitter operation)
    {
        string layer = _layerNames[operation.Plan.Operation], name = operation.Plan.Operation.Name;
        int end = layer.LastIndexOf('/');
        if (end > 0) return layer.Substring(0, end);
        string[] parts = name.Split('/');
        return parts.Length > 2 ? $"{parts[0]}/{parts[1]}" : "";
    }

    // Where a pass is long, the calls of a scope are a method of their own, so that it reads as the user's Forward does.
    private ScopedPass Scoped(string pass, string parameters, string arguments, IReadOnlyList<PassCall> calls)
    {
        const int LongPass = 24;
        var statements = new List<string>();
        var methods = new List<(string Header, string Summary, IReadOnlyList<string> Statements)>();
        for (int i = 0, next; i < calls.Count; i = next)
        {
            for (next = i + 1; next < calls.Count && calls[next].Scope == calls[i].Scope;) next++;
            var lines = calls.Skip(i).Take(next - i).SelectMany(call => call.Statements).ToList();
            if (calls.Count <= LongPass || calls[i].Scope.Length == 0 || next - i == 1)
            {
                statements.AddRange(lines);
                continue;
            }

            string name = _plan.Names.Claim(Graph.Names.Pascal(calls[i].Scope) + pass);
            statements.Add($"{name}<V>({arguments});");
            methods.Add(($"private static void {name}<V>({parameters}) where V : struct, IVector<V, {Type}>", calls[i].Scope, lines));
        }

        return new(statements, methods);
    }

    private void Write(IReadOnlyList<(string Header, string Summary, IReadOnlyList<string> Statements)> methods)
    {
        foreach (var (header, scope, statements) in methods)
        {
            _writer.Summary(scope + ".");
            _writer.Begin(header);
            foreach (string statement in statements) _writer.Line(statement);
            _writer.End();
            _writer.Line();
        }
    }

    private void Pass(string pass, string parameters, string arguments, IEnumerable<PassCall> calls)
    {
        var scoped = Scoped(pass, parameters, arguments, [.. calls]);
        BeginPass(pass, parameters, arguments);
        foreach (string statement in scoped.Statements) _writer.Line(statement);
        _writer.End();
        _writer.Line();
        Write(scoped.Methods);
    }

    private void BeginPass(string pass, string parameters, string arguments)
    {
        _dispatched.Add((pass, parameters, arguments));
        _writer.Begin($"private static void {pass}<V>({parameters}) where V : struct, IVector<V, {Type}>");
    }

    // The widest vector of this processor, chosen once a tile; the others are not compiled.
    private void WriteDispatches()
    {
        foreach (var (pass, parameters, arguments) in _dispatched)
        {
            _writer.Line();
            _writer.Begin($"public static void {pass}({parameters})");
            _writer.Line($"if (Vector512.IsHardwareAccelerated) {pass}<Vector512Of<{Type}>>({arguments});");
            _writer.Line($"else if (Vector256.IsHardwareAccelerated) {pass}<Vector256Of<{Type}>>({arguments});");
            _writer.Line($"else {pass}<Vector128Of<{Type}>>({arguments});");
            _writer.End();
        }
    }

    /// <summary>What a pass does for an operation.</summary>
    private sealed record PassCall(string Scope, IReadOnlyList<string> Statements);

    /// <summary>A pass whose scopes are methods of their own.</summary>
    private sealed record ScopedPass(
        IReadOnlyList<string> Statements, IReadOnlyList<(string Header, string Summary, IReadOnlyList<string> Statements)> Methods);
}
