using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits rows that come some places later or earlier.</summary>
internal sealed class ShiftRowsEmitter(ShiftRows operation, OperationPlan plan) : OperationEmitter(plan)
{
    private int Width => operation.OutputShape.Features * Lanes;

    private int Inputs => operation.InputShape.Rows;

    private int Outputs => operation.OutputShape.Rows;

    protected override bool ReadsOtherRows => true;

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Declared}: {Shapes}.", ForwardMethod);
        writer.Line($"SequenceRows.Shift({X}, {Y}, shift: {operation.TileShift}, inputRows: {Inputs}, outputRows: {Outputs}, width: "
            + $"{Width});");
        if (Plan.Inputs[0].Mask is { } mask)
        {
            writer.Line($"SequenceMask.Shift({Work(mask)}, mask: {Work(Plan.Output.Mask!)}, shift: {operation.Shift}, inputSteps: "
                + $"{Inputs}, outputSteps: {Outputs});");
        }

        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, $"The gradients of {operation.Name}.", GradientMethod);
        writer.Line($"SequenceRows.Shift({Dy}, {Work(Dx!.View)}, shift: {-operation.TileShift}, inputRows: {Outputs}, outputRows: "
            + $"{Inputs}, width: {Width});");
        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
        long rows = operation.RowsBehind(Plan.InputRate), before = rows - operation.Shift;
        BeginStreamMethod(writer, $"{operation.Name} for one sample: zeros where there is no row.");
        string step = before > 0 ? "long step = " : "";
        writer.Line($"{step}DelayLine.Next({StreamX}, ring: stream + {Plan.StreamBuffer(WindowedOperation.Ring)}, rows: {rows}, "
            + $"position: stream + {Plan.StreamBuffer(WindowedOperation.Position)}, {StreamY}, features: "
            + $"{operation.OutputShape.Features}{End});");
        if (before > 0) writer.Line($"if (step < {before}) ({StreamY}).Clear({operation.OutputShape.Features}); // no row of the answer");
        writer.End();
    }
}
