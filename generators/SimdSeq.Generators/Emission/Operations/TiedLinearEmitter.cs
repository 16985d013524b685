using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits <c>y = x·Eᵀ + b</c> with the table of an embedding.</summary>
internal sealed class TiedLinearEmitter(TiedLinear operation, OperationPlan plan) : OperationEmitter(plan)
{
    private int Inputs => operation.InputShape.Features;

    private int Outputs => operation.OutputShape.Features;

    private int Rows => operation.OutputShape.Rows;

    private string Table => Constant(operation.Table);

    private string Turned => Plan.Transposed(operation.Table, 0, Inputs);

    private string Product => operation.Bias is null ? "Product" : "Affine";

    private string Bias => operation.Bias is { } bias ? $"bias: parameters + {Constant(bias)}, " : "";

    private string Formula => operation.Bias is null ? "x·Eᵀ" : "x·Eᵀ + b";

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Name}: y = {Formula}", ForwardMethod);
        writer.Line($"Slab<{Type}> parameters = frame.Parameters, packed = frame.Packed, x = {X}, y = {Y};");
        writer.Line($"MatMul.{Product}<V, {Type}>(x, xStride: {Plan.Inputs[0].View.Stride}, {Turned}, {Bias}"
            + $"y, yStride: {Plan.Output.View.Stride}, rows: {Rows}, inputs: {Inputs}, outputs: {Outputs});");
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        int xStride = Plan.Inputs[0].View.Stride, stride = Plan.Output.Gradient!.Stride;
        BeginTileMethod(writer, $"The gradients of y = {Formula}: the table receives dyᵀ·x.", GradientMethod);
        writer.Line($"Slab<{Type}> parameters = frame.Parameters, packed = frame.Packed, gradient = frame.Gradient, x = {X}, dy = {Dy};");
        var table = new GradientSums(Type);
        table.AddMatrix("dy", stride, Outputs, 0, Inputs, Table, Inputs);
        table.Write(writer, "x", xStride, Rows);
        if (operation.Bias is { } bias)
        {
            var sums = new GradientSums(Type);
            sums.AddBias(0, Outputs, Constant(bias));
            sums.Write(writer, "dy", stride, Rows);
        }

        if (Dx is { } dx)
        {
            writer.Line($"MatMul.{(dx.Adds ? "Accumulate" : "Product")}<V, {Type}>(dy, xStride: {stride}, "
                + $"{Plan.Weights(operation.Table, 0, Inputs)}, "
                + $"y: {Work(dx.View)}, yStride: {dx.View.Stride}, rows: {Rows}, inputs: {Outputs}, outputs: {Inputs});");
        }

        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
        BeginStreamMethod(writer, $"{operation.Name}: y = {Formula} for one sample.");
        writer.Line($"MatVec.{Product}<V, {Type}>({StreamX}, {Turned}, {Bias}y: {StreamY}, inputs: {Inputs}, outputs: {Outputs});");
        writer.End();
    }
}
