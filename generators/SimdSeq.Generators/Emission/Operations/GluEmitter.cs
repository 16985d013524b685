using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits gated linear units.</summary>
internal sealed class GluEmitter(Glu operation, OperationPlan plan) : OperationEmitter(plan)
{
    private int Half => operation.OutputShape.Features;

    private string Size => $"half: {Half * Lanes}, rows: {operation.OutputShape.Rows}";

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Name}: y = a σ(b), a and b being the halves of a row.", ForwardMethod);
        writer.Line($"GatedLinearUnit.Forward<V, {Type}>({X}, {Y}, {Size});");
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, "da = dy σ(b), db = dy a σ(b) (1 - σ(b)).", GradientMethod);
        writer.Line($"GatedLinearUnit.Backward<V, {Type}>({X}, {Dy}, {Work(Dx!.View)}, adds: {(Dx.Adds ? "true" : "false")}, {Size});");
        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
        BeginStreamMethod(writer, $"{operation.Name} for one sample.");
        writer.Line($"GatedLinearUnit.Forward<V, {Type}>({StreamX}, {StreamY}, half: {Half}, rows: 1);");
        writer.End();
    }
}
