using System.Globalization;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits normalisations.</summary>
internal sealed class NormalizationEmitter(Normalization operation, OperationPlan plan) : OperationEmitter(plan)
{
    public override bool CanShareMethods => true;

    private string Statistics => $"frame.Workspace + {At("statistics", Plan.Buffer(Normalization.Statistics))}";

    private string Mask => operation.IsOverSteps && Plan.Inputs[0].Mask is { } mask ? Work(mask, "mask") : "default";

    private string Kind => $"NormalizationKind.{operation.Kind}, epsilon: {operation.Epsilon.ToString("R", CultureInfo.InvariantCulture)}";

    private string Sets
    {
        get
        {
            string groups = operation.Groups == 1 ? "" : $", Groups: {operation.Groups}";
            string all = operation.IsOverSteps ? ", OverRows: true" : "";
            return $"new NormalizationSets(Rows: {Number("rows", operation.InputShape.Rows)}, Features: "
                + $"{operation.InputShape.Features}{groups}{all})";
        }
    }

    private string Formula
    {
        get
        {
            string normal = operation.Kind switch
            {
                NormalizationKind.Standard => "(x - μ) / √(σ² + ε)",
                NormalizationKind.RootMeanSquare => "x / √(mean of x² + ε)",
                _ => "x / √max(Σ x², ε)",
            };
            return $"y = {(operation.Scale is null ? "" : "γ ")}{normal}{(operation.Offset is null ? "" : " + β")}";
        }
    }

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Name}: {Formula}", ForwardMethod);
        writer.Line($"Slab<{Type}> x = {X}, y = {Y}, statistics = {Statistics};");
        writer.Line($"Normalization.OverSamples<V, {Type}>(x, mask: {Mask}, y, statistics,");
        writer.Line($"    {Parameters("frame.Parameters")},");
        writer.Line($"    {Kind}, {Sets});");
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        string sums = operation.Parameters.Count == 0 ? "default" : $"frame.Workspace + {At("sums", Plan.Buffer(Normalization.Sums))}";
        string dx = Dx is null ? "default" : Work(Dx.View, "dx"), adds = Dx?.Adds == true ? "true" : "false";
        BeginTileMethod(writer, $"The gradients of {Formula}", GradientMethod);
        writer.Line($"Slab<{Type}> x = {X}, statistics = {Statistics}, dy = {Dy}, dx = {dx};");
        writer.Line($"Normalization.Gradients<V, {Type}>(x, mask: {Mask}, statistics, dy, dx, adds: {adds},");
        writer.Line($"    scale: {Place("frame.Parameters", operation.Scale)}, scaleGradient: {Place("frame.Gradient", operation.Scale)},");
        writer.Line($"    offsetGradient: {Place("frame.Gradient", operation.Offset)}, sums: {sums},");
        writer.Line($"    {Kind}, {Sets});");
        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
        BeginStreamMethod(writer, $"{operation.Name} for one sample.");
        writer.Line($"Normalization.OverFeatures<V, {Type}>({StreamX}, {StreamY}, {Parameters("parameters")},");
        writer.Line($"    {Kind}, features: {operation.InputShape.Features}, groups: {operation.Groups});");
        writer.End();
    }

    private string Parameters(string memory) => $"scale: {Place(memory, operation.Scale)}, offset: {Place(memory, operation.Offset)}";

    private string Place(string memory, Parameter? parameter) => parameter is null ? "default" : $"{memory} + {Constant(parameter)}";
}
