using System.Globalization;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits the mask of steps whose features all have one value; their values become zero, as in Keras.</summary>
internal sealed class MaskingEmitter(Masking operation, int index, int count, ModelMemory memory)
    : OperationEmitter(operation, index, count, memory)
{
    private int Rows => operation.Output.Rows;

    private int Features => operation.Output.Features;

    public override bool ReadsInputExactly => true;

    private string Value => operation.Value.ToString("R", CultureInfo.InvariantCulture) + (Type == "float" ? "f" : "d");

    public override void ReserveForward()
    {
        Output = new(Memory.Workspace.Reserve(Prefix + "Output", Rows * Features, ForwardTime, BackwardTime), 0, Features);
        OutputMask = ReserveMask();
    }

    public override void ReserveStream()
    {
        StreamOutput = Memory.Stream.Reserve(Prefix + "StreamOutput", Features);
        StreamOutputMask = Memory.Stream.Reserve(Prefix + "StreamMask", 1);
    }

    public override void WriteTileMethods(SourceWriter writer)
    {
        string mask = $"mask: frame.Workspace + {OutputMask!.Address(Lanes)}";
        BeginTileMethod(writer, $"{operation.Declared}: which steps are there.", $"{Prefix}Forward");
        writer.Line($"Slab<{Type}> x = frame.Workspace + {Input.Address(Lanes)}, y = frame.Workspace + {Output.Address(Lanes)};");
        writer.Line($"SequenceMask.FromRows(x, features: {Features}, maskValue: {Value}, {mask}, steps: {Rows});");
        if (InputMask is not null) writer.Line($"SequenceMask.And(frame.Workspace + {InputMask.Address(Lanes)}, {mask}, steps: {Rows});");
        writer.Line($"SequenceMask.Apply<V, {Type}>(x, {mask}, y, features: {Features}, steps: {Rows});");
        writer.End();
        writer.Line();
        BeginTileMethod(writer, "The gradient of the steps that are there.", $"{Prefix}Backward");
        if (InputGradient is not null)
            writer.Line($"SequenceMask.Apply<V, {Type}>(frame.Workspace + {OutputGradient.Address(Lanes)}, {mask}, frame.Workspace + {InputGradient.Address(Lanes)}, features: {Features}, steps: {Rows});");
        writer.End();
    }

    public override void WriteStreamMethods(SourceWriter writer)
    {
        BeginStreamMethod(writer, "Whether this step is there.");
        string isThere = $"SequenceMask.IsThere({StreamInput}, features: {Features}, maskValue: {Value})";
        writer.Line($"bool isThere = {(StreamInputMask is null ? "" : $"stream[{StreamInputMask}] != 0 && ")}{isThere};");
        writer.Line($"stream[{StreamOutputMask}] = isThere ? 1 : 0;");
        writer.Line($"if (isThere) ({StreamInput}).CopyTo(stream + {StreamOutput}, {Features});");
        writer.Line($"else (stream + {StreamOutput}).Clear({Features});");
        writer.End();
    }
}
