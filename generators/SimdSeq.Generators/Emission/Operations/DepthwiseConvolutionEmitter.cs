using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits a convolution of every feature by itself.</summary>
internal sealed class DepthwiseConvolutionEmitter(DepthwiseConvolutionPlan plan) : OperationEmitter(plan)
{
    private DepthwiseConvolution Op => plan.Convolution;

    private string Kernel => $"parameters + {Constant(Op.Kernel)}";

    private string Window => WindowText.Of(Op.TileWindows, Op.InputShape.Rows);

    private string Sizes => $"inputs: {Op.InputShape.Features}, multiplier: {Op.Multiplier}";

    protected override bool ReadsOtherRows => true;

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{Op.Declared}: {Shapes}.", ForwardMethod);
        writer.Line($"Slab<{Type}> parameters = frame.Parameters, x = {X}, y = {Y};");
        writer.Line($"var window = {Window};");
        string kernel = Op.Bias is null ? "Product" : "Affine";
        string bias = Op.Bias is { } parameter ? $"bias: parameters + {Constant(parameter)}, " : "";
        writer.Line($"DepthwiseConvolution.{kernel}<V, {Type}>(window, x, xStride: {Plan.Inputs[0].View.Stride}, "
            + $"weights: {Kernel}, {bias}y, yStride: {Plan.Output.View.Stride}, {Sizes});");
        if (Op.MakesMask) writer.Line(MaskText.Windows(Plan, Op.Windows, Work));
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, $"The gradients of {Op.Name}.", GradientMethod);
        string parameters = Dx is null ? "" : "parameters = frame.Parameters, ", d = $"d: dy, dStride: {Plan.Output.Gradient!.Stride}";
        writer.Line($"Slab<{Type}> {parameters}gradient = frame.Gradient, x = {X}, dy = {Dy};");
        writer.Line($"var window = {Window};");
        writer.Line($"DepthwiseConvolution.WeightGradient<V, {Type}>(window, x, xStride: {Plan.Inputs[0].View.Stride}, {d}, "
            + $"gradient + {Constant(Op.Kernel)}, {Sizes}, frame.Workspace + {plan.Scratch});");
        if (Op.Bias is { } bias)
        {
            writer.Line($"Convolution.BiasGradient<V, {Type}>({d}, gradient + {Constant(bias)}, rows: {Op.TileWindows.Count}, "
                + $"outputs: {Op.OutputShape.Features});");
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
        BeginStreamMethod(writer, $"{Op.Name} for one sample: the last {Op.Windows.Span} steps are in a ring of {Op.Windows.RingRows}.");
        string ring = $"stream + {Plan.StreamBuffer(WindowedOperation.Ring)}", rows = $"rows: {Op.Windows.RingRows}";
        writer.Line($"long step = ConvolutionStream.Push({StreamX}, {ring}, {rows}, "
            + $"position: stream + {Plan.StreamBuffer(WindowedOperation.Position)}, inputs: {Op.InputShape.Features}{Ends});");
        if (RateText.ReturnUnlessComplete(Op.Windows) is { } unless) writer.Line(unless);
        writer.Line(Op.Bias is { } bias
            ? $"(parameters + {Constant(bias)}).CopyTo({StreamY}, {Op.OutputShape.Features});"
            : $"({StreamY}).Clear({Op.OutputShape.Features});");
        writer.Line($"ConvolutionStream.AccumulateDepthwise<V, {Type}>(step, {ring}, {rows}, weights: {Kernel}, y: {StreamY}, "
            + $"taps: {Op.Windows.Size}, dilation: {Op.Windows.Dilation}, {Sizes}{End});");
        writer.End();
    }
}
