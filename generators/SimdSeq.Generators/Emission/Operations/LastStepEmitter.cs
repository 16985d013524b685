using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits the last step that is there.</summary>
internal sealed class LastStepEmitter(LastStep operation, OperationPlan plan) : OperationEmitter(plan)
{
    private int Rows => operation.InputShape.Rows;

    private int Features => operation.OutputShape.Features;

    private int Values => Features * Lanes;

    private int Last => (Rows - 1) * Values;

    private string? Mask => Plan.Inputs[0].Mask is { } mask ? Work(mask) : null;

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, Mask is null ? "The last step." : "The last step that is there.", ForwardMethod);
        writer.Line($"Slab<{Type}> x = {X}, y = {Y};");
        writer.Line(Mask is null
            ? $"(x + {Last}).CopyTo(y, {Values});"
            : $"SequenceMask.Last<V, {Type}>(x, mask: {Mask}, y, features: {Features}, steps: {Rows});");
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, "The other steps receive nothing.", GradientMethod);
        writer.Line($"Slab<{Type}> dx = {Work(Dx!.View)}, dy = {Dy};");
        if (Mask is null)
        {
            if (Last > 0) writer.Line($"dx.Clear({Last});");
            writer.Line($"dy.CopyTo(dx + {Last}, {Values});");
        }
        else
        {
            writer.Line($"SequenceMask.LastBackward<V, {Type}>(dy, mask: {Mask}, dx, features: {Features}, steps: {Rows});");
        }

        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
        BeginStreamMethod(writer, "This step, if it is there.");
        writer.Line($"if (stream[{Plan.Inputs[0].StreamMask}] != 0) ({StreamX}).CopyTo({StreamY}, {Features});");
        writer.End();
    }
}
