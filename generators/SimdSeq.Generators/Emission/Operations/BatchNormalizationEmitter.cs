using System.Globalization;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits normalisations with running statistics.</summary>
internal sealed class BatchNormalizationEmitter(BatchNormalizationPlan plan) : OperationEmitter(plan)
{
    private BatchNormalization Op => plan.Normalization;

    private string Sizes => $"rows: {Op.InputShape.Rows}, features: {Op.InputShape.Features}";

    private string Formula => $"y = {(Op.Scale is null ? "" : "γ ")}(x - μ) / √(σ² + ε){(Op.Offset is null ? "" : " + β")}";

    public override void WritePack(SourceWriter writer)
    {
        writer.Line($"BatchNormalization.Derive({Place("parameters", Op.Variance)}, scale: {Place("parameters", Op.Scale)}, "
            + $"packed + {plan.Deviations}, packed + {plan.Factors},");
        writer.Line($"    epsilon: {Op.Epsilon.ToString("R", CultureInfo.InvariantCulture)}, features: {Op.InputShape.Features});");
    }

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{Op.Name}: {Formula}, μ and σ² being the running statistics.", ForwardMethod);
        writer.Line($"Slab<{Type}> parameters = frame.Parameters, packed = frame.Packed, x = {X}, y = {Y};");
        writer.Line($"BatchNormalization.OverSamples<V, {Type}>(x, y, {Constants}, {Sizes});");
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        string mask = Plan.Inputs[0].Mask is { } there ? Work(there) : "default";
        string dx = Dx is null ? "default" : Work(Dx.View), adds = Dx?.Adds == true ? "true" : "false";
        BeginTileMethod(writer, $"The gradients of {Formula}, and what μ and σ² will move by.", GradientMethod);
        writer.Line($"Slab<{Type}> packed = frame.Packed, gradient = frame.Gradient, x = {X}, dy = {Dy}, dx = {dx};");
        writer.Line($"BatchNormalization.Gradients<V, {Type}>(x, mask: {mask}, dy, dx, adds: {adds},");
        writer.Line($"    mean: {Place("frame.Parameters", Op.Mean)},");
        writer.Line($"    deviations: packed + {plan.Deviations}, factors: packed + {plan.Factors},");
        writer.Line($"    scaleGradient: {Place("gradient", Op.Scale)}, offsetGradient: {Place("gradient", Op.Offset)},");
        writer.Line($"    meanSums: {Place("gradient", Op.Mean)}, varianceSums: {Place("gradient", Op.Variance)},");
        writer.Line($"    sums: frame.Workspace + {Plan.Buffer(BatchNormalization.Sums)}, frame.Samples, {Sizes});");
        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
        BeginStreamMethod(writer, $"{Op.Name} for one sample.");
        writer.Line($"BatchNormalization.OverFeatures<V, {Type}>({StreamX}, {StreamY}, {Constants}, features: {Op.InputShape.Features});");
        writer.End();
    }

    private string Constants =>
        $"mean: {Place("parameters", Op.Mean)}, factors: packed + {plan.Factors}, offset: {Place("parameters", Op.Offset)}";

    private string Place(string memory, Parameter? parameter) => parameter is null ? "default" : $"{memory} + {Constant(parameter)}";
}
