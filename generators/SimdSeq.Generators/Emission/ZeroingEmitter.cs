using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits zeros at the steps that are not there. The states of the layer before it lie in its rows, so these are copied.</summary>
internal sealed class ZeroingEmitter(Zeroing operation, int index, int count, ModelMemory memory)
    : OperationEmitter(operation, index, count, memory)
{
    private int Rows => operation.Output.Rows;

    private int Features => operation.Output.Features;

    // In a model of variable length every step of a stream is there.
    public override bool HasStreamPass => StreamInputMask is not null;

    public override void ReserveForward() =>
        Output = new(Memory.Workspace.Reserve(Prefix + "Output", Rows * Features, ForwardTime, BackwardTime), 0, Features);

    public override void ReserveStream() =>
        StreamOutput = StreamInputMask is null ? StreamInputOffset! : Memory.Stream.Reserve(Prefix + "StreamOutput", Features);

    public override void WriteTileMethods(SourceWriter writer)
    {
        BeginTileMethod(writer, "The steps that are there, and zeros for the others.", $"{Prefix}Forward");
        WriteApply(writer, Input, Output);
        writer.End();
        writer.Line();
        BeginTileMethod(writer, "The gradient of the steps that are there.", $"{Prefix}Backward");
        if (InputGradient is not null) WriteApply(writer, OutputGradient, InputGradient);
        writer.End();
    }

    public override void WriteStreamMethods(SourceWriter writer)
    {
        BeginStreamMethod(writer, "This step, or zeros if it is not there.");
        writer.Line($"if (stream[{StreamInputMask}] != 0) ({StreamInput}).CopyTo(stream + {StreamOutput}, {Features});");
        writer.Line($"else (stream + {StreamOutput}).Clear({Features});");
        writer.End();
    }

    private void WriteApply(SourceWriter writer, ValueView from, ValueView to)
    {
        writer.Line($"Slab<{Type}> x = frame.Workspace + {from.Address(Lanes)}, y = frame.Workspace + {to.Address(Lanes)};");
        writer.Line($"SequenceMask.Apply<V, {Type}>(x, mask: frame.Workspace + {InputMask!.Address(Lanes)}, y, "
            + $"features: {Features}, steps: {Rows});");
    }
}
