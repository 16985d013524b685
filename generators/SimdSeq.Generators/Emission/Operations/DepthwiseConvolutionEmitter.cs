using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits a convolution of every feature by itself.</summary>
internal sealed class DepthwiseConvolutionEmitter(DepthwiseConvolution operation, OperationPlan plan) : OperationEmitter(plan)
{
    private string Kernel => $"parameters + {Constant(operation.Kernel)}";

    private string Window => WindowText.Of(operation.TileWindows, operation.InputShape.Rows);

    private string Sizes => $"inputs: {operation.InputShape.Features}, multiplier: {operation.Multiplier}";

    protected override bool ReadsOtherRows => true;

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Declared}: {Shapes}.", ForwardMethod);
        writer.Line($"Slab<{Type}> parameters = frame.Parameters, x = {X}, y = {Y};");
        writer.Line($"var window = {Window};");
        string kernel = operation.Bias is null ? "Product" : "Affine";
        string bias = operation.Bias is { } parameter ? $"bias: parameters + {Constant(parameter)}, " : "";
        writer.Line($"DepthwiseConvolution.{kernel}<V, {Type}>(window, x, xStride: {Plan.Inputs[0].View.Stride}, "
            + $"weights: {Kernel}, {bias}y, yStride: {Plan.Output.View.Stride}, {Sizes});");
        if (operation.MakesMask) writer.Line(MaskText.Windows(Plan, operation.Windows, Work));
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, $"The gradients of {operation.Name}.", GradientMethod);
        string parameters = Dx is null ? "" : "parameters = frame.Parameters, ", d = $"d: dy, dStride: {Plan.Output.Gradient!.Stride}";
        writer.Line($"Slab<{Type}> {parameters}gradient = frame.Gradient, x = {X}, dy = {Dy};");
        writer.Line($"var window = {Window};");
        writer.Line($"DepthwiseConvolution.WeightGradient<V, {Type}>(window, x, xStride: {Plan.Inputs[0].View.Stride}, {d}, "
            + $"gradient + {Constant(operation.Kernel)}, {Sizes}, frame.Scratch);");
        if (operation.Bias is { } bias)
        {
            writer.Line($"Convolution.BiasGradient<V, {Type}>({d}, gradient + {Constant(bias)}, rows: {operation.TileWindows.Count}, "
                + $"outputs: {operation.OutputShape.Features});");
        }

        if (Dx is { } dx)
        {
            writer.Line($"DepthwiseConvolution.{(dx.Adds ? "Accumulate" : "")}InputGradient<V, {Type}>(window, {d}, weights: {Kernel}, "
                + $"{Work(dx.View)}, dxStride: {dx.View.Stride}, {Sizes});");
        }

        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
        Windows windows = operation.Windows;
        BeginStreamMethod(writer, $"{operation.Name} for one sample: the last {windows.Span} steps are in a ring of {windows.RingRows}.");
        string ring = $"stream + {Plan.StreamBuffer(WindowedOperation.Ring)}", rows = $"rows: {windows.RingRows}";
        writer.Line($"long step = ConvolutionStream.Push({StreamX}, {ring}, {rows}, "
            + $"position: stream + {Plan.StreamBuffer(WindowedOperation.Position)}, inputs: {operation.InputShape.Features}{Ends});");
        if (RateText.ReturnUnlessComplete(windows) is { } unless) writer.Line(unless);
        writer.Line(operation.Bias is { } bias
            ? $"(parameters + {Constant(bias)}).CopyTo({StreamY}, {operation.OutputShape.Features});"
            : $"({StreamY}).Clear({operation.OutputShape.Features});");
        writer.Line($"ConvolutionStream.AccumulateDepthwise<V, {Type}>(step, {ring}, {rows}, weights: {Kernel}, y: {StreamY}, "
            + $"taps: {windows.Size}, dilation: {windows.Dilation}, {Sizes}{End});");
        writer.End();
    }
}
