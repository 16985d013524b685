using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits the rows of a table for the ids of a sequence.</summary>
internal sealed class LookupEmitter(Lookup operation, int index, int count, ModelMemory memory)
    : OperationEmitter(operation, index, count, memory)
{
    private int Rows => operation.Output.Rows;

    private int Features => operation.Output.Features;

    public override bool ReadsInputExactly => true;

    private string Table => operation.Table.Constant;

    public override void ReserveForward()
    {
        Output = new(Memory.Workspace.Reserve(Prefix + "Output", Rows * Features, ForwardTime, BackwardTime), 0, Features);
        if (operation.MaskZero) OutputMask = ReserveMask();
        Input.Buffer.LiveUntil(BackwardTime);
    }

    public override void ReserveStream()
    {
        StreamOutput = Memory.Stream.Reserve(Prefix + "StreamOutput", Features);
        if (operation.MaskZero) StreamOutputMask = Memory.Stream.Reserve(Prefix + "StreamMask", 1);
    }

    public override void WriteTileMethods(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Declared}: the row of each step's id.", $"{Prefix}Forward");
        writer.Line($"Slab<{Type}> ids = frame.Workspace + {Input.Address(Lanes)};");
        writer.Line($"EmbeddingLookup.Gather(ids, table: frame.Parameters + {Table}, rows: {operation.Table.Shape[0]}, features: {Features}, "
            + $"frame.Workspace + {Output.Address(Lanes)}, yStride: {Features}, steps: {Rows});");
        if (operation.MaskZero) writer.Line($"SequenceMask.FromIds(ids, mask: frame.Workspace + {OutputMask!.Address(Lanes)}, steps: {Rows});");
        writer.End();
        writer.Line();
        BeginTileMethod(writer, $"What the rows of {operation.Name} receive.", $"{Prefix}Backward");
        writer.Line($"EmbeddingLookup.Scatter(ids: frame.Workspace + {Input.Address(Lanes)}, d: frame.Workspace + {OutputGradient.Address(Lanes)}, dStride: {Features}, "
            + $"frame.Gradient + {Table}, rows: {operation.Table.Shape[0]}, features: {Features}, steps: {Rows});");
        if (InputGradient is not null) writer.Line($"(frame.Workspace + {InputGradient.Address(Lanes)}).Clear({Rows * Lanes}); // an id has no gradient");
        writer.End();
    }

    public override void WriteStreamMethods(SourceWriter writer)
    {
        BeginStreamMethod(writer, "The row of this step's id.");
        writer.Line($"EmbeddingLookup.Row(({StreamInput})[0], table: parameters + {Table}, rows: {operation.Table.Shape[0]}, features: {Features}, stream + {StreamOutput});");
        if (operation.MaskZero) writer.Line($"stream[{StreamOutputMask}] = ({StreamInput})[0] == 0 ? 0 : 1;");
        writer.End();
    }
}
