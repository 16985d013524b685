using System.Globalization;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits the mask of steps whose features all have one value; their values become zero, as in Keras.</summary>
internal sealed class MaskingEmitter(Masking operation, OperationPlan plan) : OperationEmitter(plan)
{
    private int Steps => operation.OutputShape.Rows;

    private int Features => operation.OutputShape.Features;

    private string Value => operation.Value.ToString("R", CultureInfo.InvariantCulture) + (Type == "float" ? "f" : "d");

    private string Mask => $"mask: {Work(Plan.Output.Mask!)}";

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Declared}: which steps are there.", ForwardMethod);
        writer.Line($"Slab<{Type}> x = {X}, y = {Y};");
        writer.Line($"SequenceMask.FromRows(x, features: {Features}, maskValue: {Value}, {Mask}, steps: {Steps});");
        if (Plan.Inputs[0].Mask is { } before) writer.Line($"SequenceMask.And({Work(before)}, {Mask}, steps: {Steps});");
        writer.Line($"SequenceMask.Apply<V, {Type}>(x, {Mask}, y, features: {Features}, steps: {Steps});");
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, "The gradient of the steps that are there.", GradientMethod);
        writer.Line($"SequenceMask.Apply<V, {Type}>({Dy}, {Mask}, {Work(Dx!.View)}, features: {Features}, steps: {Steps});");
        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
        BeginStreamMethod(writer, "Whether this step is there.");
        string before = Plan.Inputs[0].StreamMask is { } mask ? $"stream[{mask}] != 0 && " : "";
        writer.Line($"bool isThere = {before}SequenceMask.IsThere({StreamX}, features: {Features}, maskValue: {Value});");
        writer.Line($"stream[{Plan.Output.StreamMask}] = isThere ? 1 : 0;");
        writer.Line($"if (isThere) ({StreamX}).CopyTo({StreamY}, {Features});");
        writer.Line($"else ({StreamY}).Clear({Features});");
        writer.End();
    }
}
