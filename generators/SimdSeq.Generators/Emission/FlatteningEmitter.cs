using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Emission;

/// <summary>Rows that lie one behind the other are one row already; only a stream has to remember the steps.</summary>
internal sealed class FlatteningEmitter(Flattening operation, int index, int count, ModelMemory memory)
    : OperationEmitter(operation, index, count, memory)
{
    public override bool HasTilePasses => false;

    public override void ReserveForward() => Output = Input with { Stride = operation.Output.Features };

    public override void ReserveStream() => StreamOutput = Memory.Stream.Reserve(Prefix + "History", operation.Output.Features);

    public override void WriteTileMethods(SourceWriter writer)
    {
    }

    public override void WriteStreamMethods(SourceWriter writer)
    {
        int features = operation.Input.Features, kept = operation.Output.Features - features;
        BeginStreamMethod(writer, $"The last {operation.Input.Rows} steps as one row; zero before the first.");
        writer.Line($"(stream + {StreamOutput} + {features}).CopyTo(stream + {StreamOutput}, {kept});");
        writer.Line($"({StreamInput}).CopyTo(stream + {StreamOutput} + {kept}, {features});");
        writer.End();
    }
}
