using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits zeros in the steps that are not there.</summary>
internal sealed class ClearMissingEmitter(ClearMissing operation, OperationPlan plan) : OperationEmitter(plan)
{
    private int Features => operation.OutputShape.Features;

    private string Apply(string from, string to) =>
        $"SequenceMask.Apply<V, {Type}>({from}, mask: {Work(Plan.Inputs[0].Mask!)}, {to}, features: {Features}, steps: "
            + $"{operation.OutputShape.Rows});";

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Name}: zero where a step is not there.", ForwardMethod);
        writer.Line(Apply(X, Y));
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, "Steps that are not there receive nothing.", GradientMethod);
        writer.Line(Apply(Dy, Work(Dx!.View)));
        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
        BeginStreamMethod(writer, "Zero if this step is not there.");
        writer.Line($"if (stream[{Plan.Inputs[0].StreamMask}] == 0) ({StreamY}).Clear({Features});");
        if (StreamX != StreamY) writer.Line($"else ({StreamX}).CopyTo({StreamY}, {Features});");
        writer.End();
    }
}
