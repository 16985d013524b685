using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Rows that lie one behind the other are one row already; only a stream has to remember the steps.</summary>
internal sealed class FlattenEmitter(Flatten operation, OperationPlan plan) : OperationEmitter(plan)
{
    public override void WriteForward(SourceWriter writer)
    {
    }

    // Where others read the sequence too, this is a part of what it receives.
    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, "The same gradient as rows.", GradientMethod);
        writer.Line($"({Dy}).CopyTo({Work(Dx!.View)}, {operation.OutputShape.Values * Lanes});");
        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
        int features = operation.InputShape.Features, kept = operation.OutputShape.Features - features;
        BeginStreamMethod(writer, kept == 0
            ? "The step as it is."
            : $"The last {operation.InputShape.Rows} steps as one row; zero before the first.");
        if (kept > 0) writer.Line($"({StreamY} + {features}).CopyTo({StreamY}, {kept});");
        writer.Line($"({StreamX}).CopyTo({StreamY}{(kept > 0 ? $" + {kept}" : "")}, {features});");
        writer.End();
    }
}
