using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits rotary positions.</summary>
internal sealed class RotaryEmitter(Rotary operation, OperationPlan plan) : OperationEmitter(plan)
{
    public override bool CanShareMethods => true;

    private string Size => $"rows: {operation.OutputShape.Rows}, heads: {operation.Heads}, features: {operation.Features}";

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Name}: pairs of features turned by t·10000^(-2i/{operation.Features}).", ForwardMethod);
        writer.Line($"Positions.Turn<V, {Type}>({X}, {Y}, {Size}, back: false, adds: false);");
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        string adds = Dx!.Adds ? "true" : "false";
        BeginTileMethod(writer, $"The gradients of {operation.Name}: turned back.", GradientMethod);
        writer.Line($"Positions.Turn<V, {Type}>({Dy}, {Work(Dx.View, "dx")}, {Size}, back: true, adds: {adds});");
        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
        BeginStreamMethod(writer, $"{operation.Name} for one sample.");
        writer.Line($"long step = StreamCounter.Next(stream + {At("position", Plan.StreamBuffer(Rotary.Position))});");
        writer.Line($"Positions.TurnStep({StreamX}, {StreamY}, step, {Size}, "
            + $"room: stream + {At("angles", Plan.StreamBuffer(Rotary.Angles))});");
        writer.End();
    }
}
