using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits scaled dot-product attention.</summary>
internal sealed class AttentionEmitter(Attention operation, OperationPlan plan) : OperationEmitter(plan)
{
    public override bool CanShareMethods => true;

    private AttentionOptions Options => operation.Options;

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Name}: y = Σ w·v, w = softmax(scale·q·k){Seen}", ForwardMethod);
        WriteOperands(writer);
        writer.Line($"Attention.Forward<V, {Type}>(shape, operands, {Y}, yStride: {Plan.Output.View.Stride}, {Dropout},");
        writer.Line($"    scratch: frame.Workspace + {At("scratch", Plan.Buffer(Attention.Scratch))}, frame.Samples);");
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, $"The gradients of {operation.Name}: ds = w (dy·v - dy·y).", GradientMethod);
        WriteOperands(writer);
        writer.Line($"var gradients = new AttentionGradients<{Type}>(");
        writer.Line($"    {Gradient(0, "Dq")},");
        writer.Line($"    {Gradient(1, "Dk")},");
        writer.Line($"    {Gradient(2, "Dv")});");
        writer.Line($"Attention.Gradients<V, {Type}>(shape, operands, {Y}, yStride: {Plan.Output.View.Stride}, {Dropout},");
        writer.Line($"    {Dy}, dyStride: {Plan.Output.Gradient!.Stride}, gradients,");
        writer.Line($"    scratch: frame.Workspace + {At("scratch", Plan.Buffer(Attention.GradientScratch))}, frame.Samples);");
        writer.End();
    }

    public override IEnumerable<string> SourceCopies => !operation.ReadsWholeInStream ? [] :
    [
        SourceCopyText.Columns(Plan, 1, Plan.StreamBuffer(Attention.Keys), operation.Slots),
        SourceCopyText.Rows(Plan, 2, Plan.StreamBuffer(Attention.Values)),
        SourceCopyText.There(Plan, 1, Plan.StreamBuffer(Attention.There)),
    ];

    public override void WriteStream(SourceWriter writer)
    {
        if (operation.ReadsWholeInStream)
        {
            WriteStepOverWhole(writer);
            return;
        }

        string step = operation.Options.Window == 0 ? "" : $"the last {operation.Options.Window} steps, in a ring of {operation.Slots}";
        BeginStreamMethod(writer, $"{operation.Name} for one sample: a cache of {(step.Length == 0 ? $"{operation.Slots} steps" : step)}.");
        WriteCache(writer);
        writer.Line($"AttentionStream.Step<V, {Type}>(shape, q: {StreamPlace(0)}, k: {StreamPlace(1)}, v: {StreamPlace(2)},");
        writer.Line($"    isThere: {IsThere(1)}, {StreamY}, cache);");
        writer.End();
    }

    private void WriteStepOverWhole(SourceWriter writer)
    {
        BeginStreamMethod(writer, $"{operation.Name} for one sample: this step asks the {operation.KeySteps} of the source.");
        WriteCache(writer);
        writer.Line($"AttentionStream.StepOverAll<V, {Type}>(shape, q: {StreamPlace(0)}, isThere: {IsThere(0)}, {StreamY}, cache);");
        writer.End();
    }

    private void WriteCache(SourceWriter writer)
    {
        writer.Line($"var shape = {Shape};");
        writer.Line($"var cache = new AttentionCache<{Type}>(Position: stream + {Place(Attention.Position)},");
        writer.Line($"    Keys: stream + {Place(Attention.Keys)}, Values: stream + {Place(Attention.Values)},");
        writer.Line($"    There: stream + {Place(Attention.There)}, Scores: stream + {Place(Attention.Scores)},");
        writer.Line($"    Query: stream + {Place(Attention.ScaledQuery)}, Slots: {operation.Slots});");
    }

    private string IsThere(int input) =>
        Plan.Inputs[input].StreamMask is { } mask ? $"stream[{At("mask", mask)}] != 0" : "true";

    private string Place(string buffer) => At(Names.Camel(buffer), Plan.StreamBuffer(buffer));

    private string Shape => AttentionText.Shape(operation);

    private string Seen => (Options.IsCausal, Options.Window) switch
    {
        (true, 0) => " over this step and those before it.",
        (true, var window) => $" over this step and the {window - 1} before it.",
        (false, 0) => ".",
        (false, var window) => $" over the steps less than {window} away.",
    };

    private string Dropout => Options.Dropout == 0 ? "dropout: default"
        : $"dropout: frame.Training ? new({AttentionText.Number(Options.Dropout)}, frame.Seed, frame.TrainingStep, "
            + $"{RandomKey("weights")}, frame.FirstSample) : default";

    private void WriteOperands(SourceWriter writer)
    {
        writer.Line($"var shape = {Shape};");
        string? queryMask = Plan.Inputs[0].Mask is { } q ? $"QMask: {Work(q, "queryMask")}, HasQMask: true" : null;
        string? keyMask = Plan.Inputs[1].Mask is { } k ? $"KMask: {Work(k, "keyMask")}, HasKMask: true" : null;
        writer.Line($"var operands = new AttentionOperands<{Type}>(");
        writer.Line($"    {Operand(0, "Q")},");
        writer.Line($"    {Operand(1, "K")},");
        bool isMasked = queryMask is not null || keyMask is not null;
        writer.Line($"    {Operand(2, "V")}{(isMasked ? "," : ");")}");
        if (isMasked) writer.Line($"    {string.Join(", ", new[] { queryMask, keyMask }.OfType<string>())});");
    }

    private string Operand(int input, string name) =>
        $"{name}: {Work(Plan.Inputs[input].View, name.ToLowerInvariant())}, {name}Stride: {Plan.Inputs[input].View.Stride}";

    private string Gradient(int input, string name)
    {
        if (Plan.InputGradients[input] is not { } place) return $"{name}: default, {name}Stride: 0, Adds{name}: false";
        string adds = place.Adds ? "true" : "false";
        return $"{name}: {Work(place.View, name.ToLowerInvariant())}, {name}Stride: {place.View.Stride}, Adds{name}: {adds}";
    }
}
