using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits rows that come several times.</summary>
internal sealed class RepeatRowsEmitter(RepeatRows operation, OperationPlan plan) : OperationEmitter(plan)
{
    private string Arguments(int width) => $"times: {operation.Times}, rows: {operation.InputShape.Rows}, width: {width}";

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Declared}: {operation.InputShape} to {operation.OutputShape}.", ForwardMethod);
        writer.Line($"SequenceRows.Repeat({X}, {Y}, {Arguments(operation.OutputShape.Features * Lanes)});");
        if (Plan.Inputs[0].Mask is { } mask) writer.Line($"SequenceRows.Repeat({Work(mask)}, {Work(Plan.Output.Mask!)}, "
            + $"{Arguments(Lanes)});");
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, $"The gradients of {operation.Name}: the sums over the copies.", GradientMethod);
        writer.Line($"SequenceRows.SumRepeats<V, {Type}>({Dy}, {Work(Dx!.View)}, {Arguments(operation.OutputShape.Features * Lanes)});");
        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
        BeginStreamMethod(writer, $"{operation.Name} for one sample: the latest row again.");
        writer.Line($"({StreamX}).CopyTo({StreamY}, {operation.OutputShape.Features});");
        writer.End();
    }
}
