using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits some rows of a sequence.</summary>
internal sealed class SelectRowsEmitter(SelectRows operation, OperationPlan plan) : OperationEmitter(plan)
{
    public override bool CanShareMethods => true;

    private int Width => operation.OutputShape.Features * Lanes;

    // Counted in the rows of the input that are there.
    private int First => (operation.Output.Rows.First - operation.Input.Rows.First) / operation.Input.Rows.Stride;

    private int Stride => operation.Output.Rows.Count == 1 ? 1 : operation.Output.Rows.Stride / operation.Input.Rows.Stride;

    private string Arguments =>
        $"first: {Number("first", First)}, stride: {Number("stride", Stride)}, rows: {Number("rows", operation.Output.Rows.Count)}, "
            + $"width: {Width}";

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"Of {operation.Input.Rows} only {operation.Output.Rows}: no others are read.", ForwardMethod);
        writer.Line($"SequenceRows.Select({X}, {Y}, {Arguments});");
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, "The other rows receive nothing.", GradientMethod);
        if (!Dx!.Adds) writer.Line($"({Work(Dx.View, "dx")}).Clear({Number("count", operation.InputShape.Values * Lanes)});");
        writer.Line($"SequenceRows.AddSelected<V, {Type}>({Dy}, {Work(Dx.View, "dx")}, {Arguments});");
        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
    }
}
