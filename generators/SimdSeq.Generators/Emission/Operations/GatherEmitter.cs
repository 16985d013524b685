using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits the rows of a table for the ids of a sequence.</summary>
internal sealed class GatherEmitter(Gather operation, OperationPlan plan) : OperationEmitter(plan)
{
    private int Steps => operation.OutputShape.Rows;

    private int Features => operation.OutputShape.Features;

    private int TableRows => operation.Table.Shape[0];

    private string Table => Constant(operation.Table);

    // For the message about a wrong id.
    private string Group => operation.ForGroups is null ? "" : $", {ValueView.Group}";

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Declared}: the row of each step's id.", ForwardMethod);
        writer.Line($"Slab<{Type}> ids = {X};");
        writer.Line($"EmbeddingLookup.Gather(ids, table: frame.Parameters + {Table}, rows: {TableRows}, features: {Features}, "
            + $"{Y}, yStride: {Plan.Output.View.Stride}, steps: {Steps}{Group});");
        if (operation.MaskZero) writer.Line($"SequenceMask.FromIds(ids, mask: {Work(Plan.Output.Mask!)}, steps: {Steps});");
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, $"What the rows of {operation.Name} receive.", GradientMethod);
        writer.Line($"EmbeddingLookup.Scatter(ids: {X}, d: {Dy}, dStride: {Plan.Output.Gradient!.Stride}, "
            + $"frame.Gradient + {Table}, rows: {TableRows}, features: {Features}, steps: {Steps});");
        if (Dx is { } dx) writer.Line($"({Work(dx.View)}).Clear({Steps * Lanes}); // an id has no gradient");
        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
        BeginStreamMethod(writer, "The row of this step's id.");
        writer.Line($"EmbeddingLookup.Row(({StreamX})[0], table: parameters + {Table}, rows: {TableRows}, "
            + $"features: {Features}, {StreamY});");
        if (operation.MaskZero) writer.Line($"stream[{Plan.Output.StreamMask}] = ({StreamX})[0] == 0 ? 0 : 1;");
        writer.End();
    }
}
