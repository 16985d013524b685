using System.Globalization;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits dropout: a mask of its own for every value of a sample.</summary>
internal sealed class DropoutEmitter(Dropout operation, OperationPlan plan) : OperationEmitter(plan)
{
    public override bool CanShareMethods => true;

    private string Values => Number("count", operation.OutputShape.Values * Lanes);

    private int Width => operation.OutputShape.Features * Lanes;

    private string Mask => $"frame.Workspace + {At("mask", Plan.Buffer(Dropout.Mask))}";

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Declared}, in training only.", ForwardMethod);
        writer.Line($"Slab<{Type}> x = {X}, mask = {Mask}, y = {Y};");
        writer.Begin("if (!frame.Training)");
        writer.Line($"x.CopyTo(y, {Values});");
        writer.Line("return;");
        writer.End();
        writer.Line();
        WriteMask(writer);
        WriteProduct(writer, "x", "y");
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, "What was dropped receives nothing.", GradientMethod);
        writer.Line($"Slab<{Type}> mask = {Mask}, dy = {Dy}, dx = {Work(Dx!.View, "dx")};");
        writer.Begin("if (!frame.Training)");
        writer.Line($"dy.CopyTo(dx, {Values});");
        writer.Line("return;");
        writer.End();
        writer.Line();
        WriteProduct(writer, "dy", "dx");
        writer.End();
    }

    private void WriteMask(SourceWriter writer)
    {
        string rate = operation.Rate.ToString("R", CultureInfo.InvariantCulture);
        string key = $"rate: {rate}, frame.Seed, frame.TrainingStep, layer: {RandomKey("mask")}, frame.FirstSample";
        var rows = operation.Output.Rows;
        int features = operation.OutputShape.Features;
        if (operation.IsSpatial || rows.Count == operation.Output.DeclaredShape.Rows)
        {
            writer.Line($"DropoutMask.Fill(mask, units: {Number("units", operation.MaskValues)}, {key});");
            return;
        }

        // The masks are those of all rows, whichever are computed.
        string row = rows.Count == 1 ? "" : $" + t * {Width}", counter = rows.Count == 1 ? ""
            : $" + t * {Number("stride", rows.Stride * features)}";
        if (rows.Count > 1) writer.Begin($"for (int t = 0; t < {Number("rows", rows.Count)}; t++)");
        writer.Line($"DropoutMask.Fill(mask{row}, first: {Number("first", rows.First * features)}{counter}, units: {features}, {key});");
        if (rows.Count > 1) writer.End();
    }

    private void WriteProduct(SourceWriter writer, string from, string to)
    {
        if (!operation.IsSpatial)
        {
            writer.Line($"TensorPrimitives.Multiply<{Type}>({from}.Span({Values}), mask.Span({Values}), {to}.Span({Values}));");
            return;
        }

        string Row(string rows) => $"({rows} + t * {Width}).Span({Width})";
        writer.Line($"for (int t = 0; t < {Number("rows", operation.OutputShape.Rows)}; t++)");
        writer.Line($"    TensorPrimitives.Multiply<{Type}>({Row(from)}, mask.Span({Width}), {Row(to)});");
    }

    public override void WriteStream(SourceWriter writer)
    {
    }
}
