using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Emission;

/// <summary>Writes the other part of the user's class: table, layout, constants, the four passes, and the methods of each layer.</summary>
internal sealed partial class ModelEmitter
{
    private readonly ModelDeclaration _model;
    private readonly ModelGraph _graph;
    private readonly ModelMemory _memory;
    private readonly List<OperationEmitter> _operations = [];
    private readonly SourceWriter _writer = new();
    private readonly int _parameterValues;
    private readonly long _workspaceFeatures;
    private readonly ValueView?[] _gradients;
    private readonly ValueView? _inputMask;
    private readonly ValueView? _outputMask;

    private ModelEmitter(ModelDeclaration model, ModelGraph graph)
    {
        _model = model;
        _graph = graph;
        _memory = new ModelMemory(model.IsDouble, new MemberNames(graph, Passes));
        NameParameters();
        foreach (var parameter in graph.Parameters)
        {
            parameter.Offset = _parameterValues;
            _parameterValues += _memory.Padded(parameter.Length);
        }

        int count = graph.Operations.Count;
        int inputs = graph.Input.Rows * graph.Input.Features + graph.InitialStateValues;
        var view = new ValueView(_memory.Workspace.Reserve("Input", inputs, 0, 2 * count), 0, graph.Input.Features);
        _memory.Input = view;
        _memory.InitialStateOffset = graph.Input.Rows * graph.Input.Features;
        _memory.IsStreamed = graph.IsCausal;
        string? stream = null;
        var mask = graph.Input.IsMasked ? new ValueView(_memory.Workspace.Reserve("InputStepMask", graph.Input.Rows, 0, 2 * count), 0, 1) : null;
        string? streamMask = null;
        _inputMask = mask;
        for (int i = 0; i < count; i++)
        {
            var emitter = EmitterCatalog.Create(graph.Operations[i], i, count, _memory);
            emitter.Input = view;
            emitter.InputMask = mask;
            if (i == 0 && graph.IsCausal && !emitter.ReadsInputExactly) stream = _memory.Stream.Reserve("StreamInput", graph.Input.Features);
            emitter.StreamInputOffset = stream;
            emitter.StreamInputMask = streamMask;
            emitter.ReserveForward();
            view = emitter.Output;
            if (graph.IsCausal) emitter.ReserveStream();
            if (graph.IsCausal) stream = emitter.StreamOutput;
            emitter.PassMaskOn();
            mask = emitter.OutputMask;
            streamMask = emitter.StreamOutputMask;
            _operations.Add(emitter);
        }

        _outputMask = mask;

        // What the loss reads lives until it has read it; the gradient of a value lives from its consumer's backward pass to its producer's.
        view.Buffer.LiveUntil(count);
        _gradients = ReserveGradients();
        foreach (var emitter in _operations) emitter.ReserveBackward();
        long most = _memory.Workspace.Buffers.Sum(buffer => (long)buffer.Features);
        _workspaceFeatures = most > int.MaxValue ? most : _memory.Workspace.Solve();
    }

    /// <returns>The model with its memory laid out, or null when offsets would not be ints.</returns>
    public static ModelEmitter? LayOut(ModelDeclaration model, ModelGraph graph, List<Problem> problems)
    {
        var emitter = new ModelEmitter(model, graph);
        var memory = emitter._memory;
        long values = Math.Max(emitter._workspaceFeatures * memory.Lanes, Math.Max(memory.Packed.Length, memory.Stream.Length));
        if (values <= int.MaxValue) return emitter;
        problems.Add(new(Ids.TooLarge, Problem.TheModel, null,
            Invariant($"{model.Name} needs memory for {values:N0} values in a tile of {memory.Lanes} samples; ")
            + Invariant($"at most {int.MaxValue:N0} are possible. Use fewer units or fewer steps.")));
        return null;
    }

    private const string PassesNamespace = "SimdSeq.Generated";

    /// <summary>Emitted code may use the kernels, which check no address.</summary>
    public const string UncheckedMemory = "#pragma warning disable SSEQ900";

    private string Passes => _model.PlainName + "Passes";

    private string Type => _memory.Type;

    private bool HasSamplePass => _graph.IsCausal && !_graph.Operations[_graph.Operations.Count - 1].Output.IsSequence;

    // Where no layer can do without keeping anything, a prediction is a forward pass.
    private bool HasPredictPass => _operations.Any(operation => operation.HasTilePasses && operation.PredictMethod != operation.Method("Forward"));

    private int Lanes => _memory.Lanes;

    // Cells without dropout or mask declare the same parameters again.
    private void NameParameters()
    {
        foreach (var operation in _graph.Inside.Where(operation => operation is not Bidirection))
        {
            var parameters = operation is Recurrence recurrence
                ? new[] { recurrence.Cell, recurrence.PredictionCell, recurrence.StreamCell }.SelectMany(cell => cell.Parameters)
                : operation.Parameters;
            foreach (var parameter in parameters) parameter.Constant = _memory.Names.Of(operation, parameter);
        }
    }

    private ValueView?[] ReserveGradients()
    {
        int count = _operations.Count;
        var gradients = new ValueView?[count + 1];
        int first = _model.InputGradient ? 0 : _graph.Operations.TakeWhile(operation => operation.Parameters.Count == 0).Count() + 1;
        for (int i = count; i >= Math.Min(first, count); i--)
        {
            int producer = i == 0 ? 2 * count : _operations[i - 1].BackwardTime;
            var shape = i == 0 ? _graph.Input : _graph.Operations[i - 1].Output;
            if (i < count && !_operations[i].HasTilePasses && gradients[i + 1] is { } same)
            {
                same.Buffer.LiveUntil(producer);
                gradients[i] = same with { Stride = shape.Features };
                continue;
            }

            int consumer = i == count ? count : _operations[i].BackwardTime;
            string layer = i == 0 || i == count ? "" : _memory.Names.Of(_graph.Operations[i - 1]);
            string name = i == 0 ? "InputGradient" : layer + "OutputGradient";
            bool withStates = i == 0 && _graph.InitialStateValues > 0; // which later layers leave there earlier
            int values = shape.Rows * shape.Features + (withStates ? _graph.InitialStateValues : 0);
            gradients[i] = new(_memory.Workspace.Reserve(name, values, withStates ? count : consumer, producer), 0, shape.Features);
        }

        if (_model.InputGradient) _memory.InputGradient = gradients[0];

        for (int i = 0; i < count; i++)
        {
            _operations[i].InputGradient = gradients[i];
            if (gradients[i + 1] is { } output) _operations[i].OutputGradient = output;
        }

        return gradients;
    }

    /// <summary>
    /// The text. The user's class receives as little as can be, under full names; all else stands in a class that nobody's names can reach.
    /// </summary>
    public string Write()
    {
        _writer.Line("// <auto-generated/>");
        _writer.Line("#nullable enable");
        _writer.Line(UncheckedMemory);
        _writer.Line();
        WriteTable();
        if (_model.Namespace is not null) _writer.Begin($"namespace {_model.Namespace}");
        foreach (string container in _model.ContainingTypes) _writer.Begin(container);
        _writer.Line("[global::System.CodeDom.Compiler.GeneratedCode(\"SimdSeq.Generators\", null)]");
        _writer.Begin($"partial class {_model.Name} : global::SimdSeq.SequenceModel<{Type}>");
        WriteOverrides();
        _writer.End();
        foreach (string _ in _model.ContainingTypes) _writer.End();
        if (_model.Namespace is not null) _writer.End();

        _writer.Line();
        _writer.Begin($"namespace {PassesNamespace}");
        _writer.Line("using global::System.Numerics.Tensors;");
        _writer.Line("using global::System.Runtime.CompilerServices;");
        _writer.Line("using global::System.Runtime.Intrinsics;");
        _writer.Line("using global::SimdSeq.Kernels;");
        _writer.Line();
        _writer.Line($"/// <summary>Table, memory and passes of {_model.PlainName}.</summary>");
        _writer.Begin($"file static class {Passes}");
        WriteConstants();
        LayoutEmitter.Write(_writer, _model, _graph, _operations, _parameterValues, Sizes());
        _writer.Line();
        WritePasses();
        foreach (var emitter in _operations)
        {
            _writer.Line();
            if (emitter.HasTilePasses) emitter.WriteTileMethods(_writer);
            if (!_graph.IsCausal || !emitter.HasStreamPass) continue;
            if (emitter.HasTilePasses) _writer.Line();
            emitter.WriteStreamMethods(_writer);
        }

        _writer.End();
        _writer.End();
        return _writer.ToString();
    }

    private LayoutSizes Sizes() => new(
        Packed: _memory.Packed.Length,
        Workspace: _workspaceFeatures * Lanes,
        Input: "Input",
        Output: _operations[_operations.Count - 1].Output.Address(Lanes),
        OutputGradient: _gradients[_operations.Count]?.Address(Lanes) ?? "-1",
        InputGradient: _model.InputGradient ? _gradients[0]!.Address(Lanes) : "-1",
        InputMask: _inputMask?.Address(Lanes),
        OutputMask: _outputMask?.Address(Lanes),
        InitialStates: _memory.InitialStates,
        ReturnedStates: _memory.ReturnedStates,
        KeptValues: _memory.KeptFeatures * Lanes,
        Stream: _memory.Stream.Length,
        StreamOutput: _graph.IsCausal ? _operations[_operations.Count - 1].StreamOutput : "0");

    private void WriteTable()
    {
        static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

        var rows = new List<string[]> { new[] { "layer", "output", "parameters", "forward FLOPs", "backward FLOPs" }, new[] { "(input)", _graph.Input.ToString(), "", "", "" } };
        for (int i = 0; i < _operations.Count; i++)
        {
            var operation = _graph.Operations[i];
            rows.Add([$"{operation.Name}: {operation.Declared}", operation.Output.ToString(), Number(operation.ParameterCount), Number(2 * operation.MultiplyAdds), Number(2 * _operations[i].BackwardMultiplyAdds)]);
        }

        rows.Add(["total", "", Number(_graph.ParameterCount), Number(2 * _graph.Operations.Sum(o => o.MultiplyAdds)), Number(2 * _operations.Sum(o => o.BackwardMultiplyAdds))]);
        int[] widths = [.. Enumerable.Range(0, 5).Select(column => rows.Max(row => row[column].Length))];
        _writer.Line($"// {_model.PlainName}, one sample; FLOPs are those of matrix products.");
        foreach (string[] row in rows)
            _writer.Line("//   " + string.Join("  ", row.Select((cell, column) => column < 2 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
        int size = _model.IsDouble ? 8 : 4;
        _writer.Line($"// One worker's workspace: {Number(_workspaceFeatures * 64)} bytes for a tile of {Lanes} samples. {(_graph.IsCausal ? $"A stream: {Number(_memory.Stream.Length * size)} bytes." : "A stream works on the last steps anew at each step.")}");
        _writer.Line();
    }

    private void WriteConstants()
    {
        _writer.Line("// Where the parameters begin in the parameter vector.");
        foreach (var parameter in _graph.Parameters) Constant(parameter.Constant, parameter.Offset, $" // [{string.Join(", ", parameter.Shape)}]");
        if (_memory.Packed.Entries.Count > 0)
        {
            _writer.Line();
            _writer.Line("// What Pack derives from them.");
            foreach (var (name, offset) in _memory.Packed.Entries) Constant(name, offset, "");
        }

        _writer.Line();
        _writer.Line($"// The workspace of a tile, in values: a feature is {Lanes} lanes wide.");
        foreach (var buffer in _memory.Workspace.Buffers) Constant(buffer.Constant, buffer.Offset * Lanes, $" // {buffer.Features} x {Lanes}");
        _writer.Line();
        if (_graph.IsCausal) _writer.Line("// The memory of a stream.");
        foreach (var (name, offset) in _memory.Stream.Entries) Constant(name, offset, "");
        if (_graph.IsCausal) _writer.Line();

        void Constant(string name, long value, string comment) => _writer.Line($"private const int {name} = {value};{comment}");
    }

    private void WriteOverrides()
    {
        string kernels = "global::SimdSeq.Kernels.", passes = $"global::{PassesNamespace}.{Passes}";
        _writer.Line($"/// <summary>A new {_model.PlainName} whose parameters are drawn from <paramref name=\"seed\"/>.</summary>");
        _writer.Line($"public {_model.Name}(long seed = 0) : base({passes}.Table, seed) {{ }}");
        Override($"ForwardTile(in global::SimdSeq.TileFrame<{Type}> frame)", "Forward(frame)");
        if (HasPredictPass) Override($"PredictTile(in global::SimdSeq.TileFrame<{Type}> frame)", "Predict(frame)");
        Override($"BackwardTile(in global::SimdSeq.TileFrame<{Type}> frame)", "Backward(frame)");
        if (_graph.IsCausal) Override($"StreamStep({kernels}Slab<{Type}> parameters, {kernels}Slab<{Type}> packed, {kernels}Slab<{Type}> stream, {kernels}Slab<{Type}> input)", "Stream(parameters, packed, stream, input)");
        if (HasSamplePass) Override($"StreamSample({kernels}Slab<{Type}> parameters, {kernels}Slab<{Type}> packed, {kernels}Slab<{Type}> stream, {kernels}Slab<{Type}> input)", "Sample(parameters, packed, stream, input)");
        Override($"PackParameters({kernels}Slab<{Type}> parameters, {kernels}Slab<{Type}> packed)", "Pack(parameters, packed)");

        void Override(string signature, string call)
        {
            _writer.Line();
            _writer.Line("/// <inheritdoc/>");
            _writer.Line($"protected override void {signature} =>\n    {passes}.{call};");
        }
    }
}
