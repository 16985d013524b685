using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits softmax, or its logarithm, over the features of each row.</summary>
internal sealed class SoftmaxEmitter(Softmax operation, OperationPlan plan) : OperationEmitter(plan)
{
    private string Size => $"features: {operation.OutputShape.Features}, rows: {operation.OutputShape.Rows}";

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Name}: y = {(operation.IsLogarithm ? "x - log Σ exp(x)" : "exp(x) / Σ exp(x)")}.", ForwardMethod);
        writer.Line($"{operation.Activation}.OverSamples<V, {Type}>({X}, {Y}, {Size});");
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, operation.IsLogarithm ? "dx = dy - exp(y) Σ dy." : "dx = y (dy - Σ dy·y).", GradientMethod);
        writer.Line($"{operation.Activation}.Backward<V, {Type}>({Y}, {Dy}, {Work(Dx!.View)}, {Size});");
        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
        BeginStreamMethod(writer, $"{operation.Name} for one sample.");
        writer.Line($"{operation.Activation}.OverFeatures<V, {Type}>({StreamX}, {StreamY}, features: {operation.OutputShape.Features});");
        writer.End();
    }
}
