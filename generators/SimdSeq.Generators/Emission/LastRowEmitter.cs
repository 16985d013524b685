using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits the last step that is there.</summary>
internal sealed class LastRowEmitter(LastRow operation, int index, int count, ModelMemory memory)
    : OperationEmitter(operation, index, count, memory)
{
    private int Rows => operation.Input.Rows;

    private int Features => operation.Output.Features;

    public override bool HasStreamPass => StreamInputMask is not null;

    public override void ReserveForward() =>
        Output = new(Memory.Workspace.Reserve(Prefix + "Output", Features, ForwardTime, BackwardTime), 0, Features);

    public override void ReserveStream() => StreamOutput = StreamInputMask is null ? StreamInputOffset! : Memory.Stream.Reserve(Prefix + "StreamOutput", Features);

    public override void WriteTileMethods(SourceWriter writer)
    {
        int last = (Rows - 1) * Features * Lanes, values = Features * Lanes;
        BeginTileMethod(writer, InputMask is null ? "The last step." : "The last step that is there.", $"{Prefix}Forward");
        writer.Line($"Slab<{Type}> x = frame.Workspace + {Input.Address(Lanes)}, y = frame.Workspace + {Output.Address(Lanes)};");
        writer.Line(InputMask is null
            ? $"(x + {last}).CopyTo(y, {values});"
            : $"SequenceMask.Last<V, {Type}>(x, mask: frame.Workspace + {InputMask.Address(Lanes)}, y, features: {Features}, steps: {Rows});");
        writer.End();
        writer.Line();
        BeginTileMethod(writer, "The other steps receive nothing.", $"{Prefix}Backward");
        if (InputGradient is not null)
        {
            writer.Line($"Slab<{Type}> dx = frame.Workspace + {InputGradient.Address(Lanes)}, dy = frame.Workspace + {OutputGradient.Address(Lanes)};");
            if (InputMask is null)
            {
                if (last > 0) writer.Line($"dx.Clear({last});");
                writer.Line($"dy.CopyTo(dx + {last}, {values});");
            }
            else
            {
                writer.Line($"SequenceMask.LastBackward<V, {Type}>(dy, mask: frame.Workspace + {InputMask.Address(Lanes)}, dx, features: {Features}, steps: {Rows});");
            }
        }

        writer.End();
    }

    public override void WriteStreamMethods(SourceWriter writer)
    {
        BeginStreamMethod(writer, "This step, if it is there.");
        writer.Line($"if (stream[{StreamInputMask}] != 0) ({StreamInput}).CopyTo(stream + {StreamOutput}, {Features});");
        writer.End();
    }
}
