using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits the rows in the opposite order.</summary>
internal sealed class ReversalEmitter(Reversal operation, int index, int count, ModelMemory memory)
    : OperationEmitter(operation, index, count, memory)
{
    private int Rows => operation.Output.Rows;

    private int Features => operation.Output.Features;

    public override void ReserveForward()
    {
        Output = new(Memory.Workspace.Reserve(Prefix + "Output", Rows * Features, ForwardTime, BackwardTime), 0, Features);
        if (InputMask is not null) OutputMask = ReserveMask();
    }

    public override void ReserveStream()
    {
    }

    public override void WriteTileMethods(SourceWriter writer)
    {
        BeginTileMethod(writer, "The last step first.", $"{Prefix}Forward");
        writer.Line($"(frame.Workspace + {Input.Address(Lanes)}).CopyRowsReversed(frame.Workspace + {Output.Address(Lanes)}, rows: {Rows}, width: {Features * Lanes});");
        if (InputMask is not null)
            writer.Line($"(frame.Workspace + {InputMask.Address(Lanes)}).CopyRowsReversed(frame.Workspace + {OutputMask!.Address(Lanes)}, rows: {Rows}, width: {Lanes});");
        writer.End();
        writer.Line();
        BeginTileMethod(writer, "The gradient of the last step first.", $"{Prefix}Backward");
        if (InputGradient is not null)
            writer.Line($"(frame.Workspace + {OutputGradient.Address(Lanes)}).CopyRowsReversed(frame.Workspace + {InputGradient.Address(Lanes)}, rows: {Rows}, width: {Features * Lanes});");
        writer.End();
    }

    public override void WriteStreamMethods(SourceWriter writer)
    {
    }
}
