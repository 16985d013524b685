using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <content>Predictions that have a plan of their own: a class within that of the passes, with its own places in the workspace.</content>
internal sealed partial class ModelEmitter
{
    private ModelEmitter(ModelPlan predictions, List<OperationEmitter> operations, ModelEmitter whole)
    {
        _plan = predictions;
        _writer = whole._writer;
        _operations = operations;
        _olderRows = whole._olderRows;
        _methods = new(_operations, predictions, whole._methods);
        _layerNames = LayerNames(predictions);
    }

    private void WritePredictions()
    {
        if (_plan.Predictions is { } predictions)
        {
            new ModelEmitter(predictions, _predicted, this).WritePrediction("Predictions",
                "Predicts a tile: values lie where others lay that nobody reads any more.");
        }

        if (_plan.Pieces is { } pieces)
        {
            new ModelEmitter(pieces, Emitters(pieces), this).WritePrediction("Pieces",
                $"Predicts one sample: lane l of row r is its step l * {pieces.Inputs[0].Shape.Rows} + r.");
        }
    }

    private void WritePrediction(string name, string summary)
    {
        _writer.Line();
        _writer.Summary(summary);
        _writer.Begin($"public static class {name}");
        var forward = _operations.Where(operation => operation.Plan.HasForwardPass).ToList();
        Pass("Predict", $"in TileFrame<{Type}> frame", "frame", forward.Select(PredictCall));
        foreach (var operation in forward) _methods.Write(operation, MethodKind.Forward, _writer);
        _writer.Line();
        WriteWorkspace("public"); // the table tells where pieces begin
        WriteDispatches();
        _writer.End();
    }
}
