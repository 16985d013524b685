using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits the rows of a group, put behind those of the groups before it.</summary>
internal sealed class JoinGroupsEmitter(JoinGroups operation, OperationPlan plan) : OperationEmitter(plan)
{
    private int Rows => operation.InputShape.Rows;

    private long Values => operation.InputShape.Values;

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Name}: behind what the groups before it became.", ForwardMethod);
        writer.Line($"({X}).CopyTo({OfGroup(Plan.Output.View, Values)}, {Values * Lanes});");
        if (Plan.Output.Mask is { } mask) writer.Line($"({Work(Plan.Inputs[0].Mask!)}).CopyTo({OfGroup(mask, Rows)}, {Rows * Lanes});");
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, "To each group the gradient of its rows.", GradientMethod);
        writer.Line($"({OfGroup(Plan.Output.Gradient!, Values)}).CopyTo({Work(Dx!.View)}, {Values * Lanes});");
        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
    }

    private string OfGroup(ValueView view, long features) => Work(view with { GroupStride = features });
}
