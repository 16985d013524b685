using System.Globalization;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits dropout: a mask of its own for every value of a sample.</summary>
internal sealed class DroppingEmitter(Dropping operation, int index, int count, ModelMemory memory)
    : OperationEmitter(operation, index, count, memory)
{
    private int Units => operation.Output.Rows * operation.Output.Features;

    public override bool HasStreamPass => false;

    public override void ReserveForward()
    {
        Output = new(Memory.Workspace.Reserve(Prefix + "Output", Units, ForwardTime, BackwardTime), 0, operation.Output.Features);
        Memory.Workspace.Reserve(Prefix + "Kept", Units, ForwardTime, BackwardTime);
    }

    public override void ReserveStream() => StreamOutput = StreamInputOffset!;

    public override void WriteTileMethods(SourceWriter writer)
    {
        int values = Units * Lanes;
        BeginTileMethod(writer, $"{operation.Declared}, in training only.", $"{Prefix}Forward");
        writer.Line($"Slab<{Type}> x = frame.Workspace + {Input.Address(Lanes)}, mask = frame.Workspace + {Prefix}Kept, y = frame.Workspace + {Output.Address(Lanes)};");
        writer.Begin("if (!frame.Training)");
        writer.Line($"x.CopyTo(y, {values});");
        writer.Line("return;");
        writer.End();
        writer.Line();
        writer.Line($"DropoutMask.Fill(mask, units: {Units}, rate: {operation.Rate.ToString("R", CultureInfo.InvariantCulture)}, "
            + $"frame.Seed, frame.TrainingStep, layer: {operation.DropoutKey}, frame.FirstSample);");
        writer.Line($"TensorPrimitives.Multiply<{Type}>(x.Span({values}), mask.Span({values}), y.Span({values}));");
        writer.End();
        writer.Line();
        BeginTileMethod(writer, "What was dropped receives nothing.", $"{Prefix}Backward");
        if (InputGradient is not null)
        {
            writer.Line($"Slab<{Type}> dy = frame.Workspace + {OutputGradient.Address(Lanes)}, dx = frame.Workspace + {InputGradient.Address(Lanes)};");
            writer.Line($"if (frame.Training) TensorPrimitives.Multiply<{Type}>(dy.Span({values}), (frame.Workspace + {Prefix}Kept).Span({values}), dx.Span({values}));");
            writer.Line($"else dy.CopyTo(dx, {values});");
        }

        writer.End();
    }

    public override void WriteStreamMethods(SourceWriter writer)
    {
    }
}
