using System.Globalization;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits dropout: a mask of its own for every value of a sample.</summary>
internal sealed class DropoutEmitter(Dropout operation, OperationPlan plan) : OperationEmitter(plan)
{
    private long Units => operation.OutputShape.Values;

    private long Values => Units * Lanes;

    private string Mask => $"frame.Workspace + {Plan.Buffer(Dropout.Mask)}";

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Declared}, in training only.", ForwardMethod);
        writer.Line($"Slab<{Type}> x = {X}, mask = {Mask}, y = {Y};");
        writer.Begin("if (!frame.Training)");
        writer.Line($"x.CopyTo(y, {Values});");
        writer.Line("return;");
        writer.End();
        writer.Line();
        writer.Line($"DropoutMask.Fill(mask, units: {Units}, rate: {operation.Rate.ToString("R", CultureInfo.InvariantCulture)}, frame.Seed, "
            + $"frame.TrainingStep, layer: {Plan.RandomKey("mask")}, frame.FirstSample);");
        writer.Line($"TensorPrimitives.Multiply<{Type}>(x.Span({Values}), mask.Span({Values}), y.Span({Values}));");
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, "What was dropped receives nothing.", GradientMethod);
        writer.Line($"Slab<{Type}> dy = {Dy}, dx = {Work(Dx!.View)};");
        writer.Line($"if (frame.Training) TensorPrimitives.Multiply<{Type}>(dy.Span({Values}), ({Mask}).Span({Values}), dx.Span({Values}));");
        writer.Line($"else dy.CopyTo(dx, {Values});");
        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
    }
}
