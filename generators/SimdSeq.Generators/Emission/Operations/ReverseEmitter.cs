using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits the rows in the opposite order.</summary>
internal sealed class ReverseEmitter(Reverse operation, OperationPlan plan) : OperationEmitter(plan)
{
    private int Rows => operation.OutputShape.Rows;

    private int Width => operation.OutputShape.Features * Lanes;

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, "The last step first.", ForwardMethod);
        writer.Line($"({X}).CopyRowsReversed({Y}, rows: {Rows}, width: {Width});");
        if (Plan.Inputs[0].Mask is { } mask)
            writer.Line($"({Work(mask)}).CopyRowsReversed({Work(Plan.Output.Mask!)}, rows: {Rows}, width: {Lanes});");
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, "The gradient of the last step first.", GradientMethod);
        writer.Line($"({Dy}).CopyRowsReversed({Work(Dx!.View)}, rows: {Rows}, width: {Width});");
        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
    }
}
