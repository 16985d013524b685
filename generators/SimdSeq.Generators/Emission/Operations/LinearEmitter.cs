using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits <c>y = x·W + b</c>.</summary>
internal sealed class LinearEmitter(Linear operation, OperationPlan plan) : OperationEmitter(plan)
{
    private string Kernel => Constant(operation.Kernel);

    private string? Bias => operation.Bias is { } bias ? Constant(bias) : null;

    private int Inputs => operation.InputShape.Features;

    private int Units => operation.OutputShape.Features;

    private int Rows => operation.OutputShape.Rows;

    private string Formula => Bias is null ? "x·W" : "x·W + b";

    private string SingleBias => Bias is null ? "0" : $"parameters[{Bias}]";

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Name}: y = {Formula}", ForwardMethod);
        string packed = Plan.Weights.IsInPanels(operation.Kernel, Units) ? "packed = frame.Packed, " : "";
        writer.Line($"Slab<{Type}> parameters = frame.Parameters, {packed}x = {X}, y = {Y};");
        if (Units == 1)
        {
            writer.Line($"DotProduct.OverSamples<V, {Type}>(x, xStride: {Plan.Inputs[0].View.Stride}, weights: parameters + {Kernel}, "
                + $"bias: {SingleBias}, y, rows: {Rows}, inputs: {Inputs});");
        }
        else
        {
            writer.Line($"MatMul.{(Bias is null ? "Product" : "Affine")}<V, {Type}>(x, xStride: {Plan.Inputs[0].View.Stride}, "
                + $"{Plan.Weights(operation.Kernel, 0, Units)}, {(Bias is null ? "" : $"bias: parameters + {Bias}, ")}"
                + $"y, yStride: {Plan.Output.View.Stride}, rows: {Rows}, inputs: {Inputs}, outputs: {Units});");
        }

        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, $"The gradients of y = {Formula}", GradientMethod);
        string packed = Dx is null ? "" : "packed = frame.Packed, ";
        writer.Line($"Slab<{Type}> {packed}gradient = frame.Gradient, x = {X}, dy = {Dy};");
        var sums = new GradientSums(Type);
        sums.AddMatrix("x", Plan.Inputs[0].View.Stride, Inputs, 0, Units, Kernel, Units);
        if (Bias is not null) sums.AddBias(0, Units, Bias);
        int stride = Plan.Output.Gradient!.Stride;
        sums.Write(writer, "dy", stride, Rows);
        if (Dx is { } dx)
        {
            writer.Line($"MatMul.{(dx.Adds ? "Accumulate" : "Product")}<V, {Type}>(dy, xStride: {stride}, "
                + $"{Plan.Transposed(operation.Kernel, 0, Units)}, "
                + $"y: {Work(dx.View)}, yStride: {dx.View.Stride}, rows: {Rows}, inputs: {Units}, outputs: {Inputs});");
        }

        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
        BeginStreamMethod(writer, $"{operation.Name}: y = {Formula} for one sample.");
        if (Units == 1)
        {
            writer.Line($"stream[{Plan.Output.Stream}] = DotProduct.OverInputs<V, {Type}>({StreamX}, weights: parameters + {Kernel}, "
                + $"bias: {SingleBias}, inputs: {Inputs});");
        }
        else
        {
            writer.Line($"MatVec.{(Bias is null ? "Product" : "Affine")}<V, {Type}>({StreamX}, weights: parameters + {Kernel}, "
                + $"weightStride: {Units}, {(Bias is null ? "" : $"bias: parameters + {Bias}, ")}y: {StreamY}, inputs: {Inputs}, outputs: "
                    + $"{Units});");
        }

        writer.End();
    }
}
