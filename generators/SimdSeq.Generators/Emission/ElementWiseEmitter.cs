using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits an activation of every value.</summary>
internal sealed class ElementWiseEmitter(ElementWise operation, int index, int count, ModelMemory memory)
    : OperationEmitter(operation, index, count, memory)
{
    private int Values => operation.Output.Rows * operation.Output.Features * Lanes;

    private SoftmaxCalls? Softmax =>
        SoftmaxCalls.Is(operation.Activation) ? new(Type, operation.Output.Features, operation.Output.Rows) : null;

    private string Function => $"{LoopEmitter.Apply}.{operation.Activation}";

    public override void ReserveForward() =>
        Output = new(Memory.Workspace.Reserve(Prefix + "Output", operation.Output.Rows * operation.Output.Features, ForwardTime, BackwardTime), 0, operation.Output.Features);

    public override void ReserveStream() => StreamOutput = Memory.Stream.Reserve(Prefix + "StreamOutput", operation.Output.Features);

    public override void WriteTileMethods(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Declared}: y = f(x).", $"{Prefix}Forward");
        writer.Line($"Slab<{Type}> x = frame.Workspace + {Input.Address(Lanes)}, y = frame.Workspace + {Output.Address(Lanes)};");
        if (Softmax is { } softmax) writer.Line(softmax.OverSamples("x", "y"));
        else WriteLoop(writer, Values, $"{Function}(V.Load(x, j)).Store(y, j);");
        writer.End();
        writer.Line();
        BeginTileMethod(writer, Softmax is null ? "dx = dy · f'(x), from y." : "dx = y (dy - Σ dy·y).", $"{Prefix}Backward");
        if (InputGradient is not null)
        {
            writer.Line($"Slab<{Type}> y = frame.Workspace + {Output.Address(Lanes)}, dy = frame.Workspace + {OutputGradient.Address(Lanes)}, "
                + $"dx = frame.Workspace + {InputGradient.Address(Lanes)};");
            if (Softmax is { } backward) writer.Line(backward.Backward("y", "dy", "dx"));
            else WriteLoop(writer, Values, $"(V.Load(dy, j) * {Function}Slope(V.Load(y, j))).Store(dx, j);");
        }

        writer.End();
    }

    public override void WriteStreamMethods(SourceWriter writer)
    {
        BeginStreamMethod(writer, "y = f(x) for one sample.");
        writer.Line($"Slab<{Type}> x = {StreamInput}, y = stream + {StreamOutput};");
        if (Softmax is { } softmax) writer.Line(softmax.OverFeatures("x", "y"));
        else WriteLoop(writer, Memory.Padded(operation.Output.Features), $"{Function}(V.Load(x, j)).Store(y, j);");
        writer.End();
    }

    private void WriteLoop(SourceWriter writer, int count, string statement)
    {
        writer.Line(LoopEmitter.LoadActivations(Type));
        writer.Begin($"for (int j = 0; j < {count}; j += V.Count)");
        writer.Line(statement);
        writer.End();
    }
}
