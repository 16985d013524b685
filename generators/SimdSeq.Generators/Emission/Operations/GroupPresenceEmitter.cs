using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>The row is where it was; what is made is the mask.</summary>
internal sealed class GroupPresenceEmitter(GroupPresencePlan plan) : OperationEmitter(plan)
{
    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, "A group is there if any of its steps is.", ForwardMethod);
        writer.Line($"SequenceMask.Any({Work(plan.Steps)}, any: {Work(Plan.Output.Mask!)}, steps: {plan.Presence.MaskOf.Shape.Rows});");
        writer.End();
    }

    // Where others read the row too, this is a part of what it receives.
    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, "The same gradient.", GradientMethod);
        writer.Line($"({Dy}).CopyTo({Work(Dx!.View)}, {plan.Presence.OutputShape.Values * Lanes});");
        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
    }
}
