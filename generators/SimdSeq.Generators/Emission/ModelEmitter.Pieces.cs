using System.Linq;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <content>The prediction of one sample in pieces: a class within that of the passes, with a workspace of its own.</content>
internal sealed partial class ModelEmitter
{
    private ModelEmitter(ModelPlan pieces, ModelEmitter whole)
    {
        _plan = pieces;
        _writer = whole._writer;
        _operations = [.. pieces.Operations.Select(EmitterCatalog.Create)];
        _methods = new(_operations, pieces, whole._methods);
        _layerNames = LayerNames(pieces);
    }

    private void WritePieces()
    {
        int steps = _plan.Inputs[0].Shape.Rows;
        _writer.Line();
        _writer.Summary($"Predicts one sample: lane l of row r is its step l * {steps} + r.");
        _writer.Begin("public static class Pieces");
        var forward = _operations.Where(operation => operation.Plan.HasForwardPass).ToList();
        Pass("Predict", $"in TileFrame<{Type}> frame", "frame", forward.Select(PredictCall));
        foreach (var operation in forward) _methods.Write(operation, MethodKind.Forward, _writer);
        _writer.Line();
        WriteWorkspace("public"); // the table tells where it begins
        WriteDispatches();
        _writer.End();
    }
}
