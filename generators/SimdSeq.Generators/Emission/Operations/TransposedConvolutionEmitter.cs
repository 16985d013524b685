using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>
/// Emits a transposed convolution with the kernels of a convolution in other roles: its pass is the gradient of that one's input, and the
/// gradient of its input is that one's pass.
/// </summary>
internal sealed class TransposedConvolutionEmitter(TransposedConvolutionPlan plan) : OperationEmitter(plan)
{
    private TransposedConvolution Op => plan.Convolution;

    private int Rows => Op.OutputShape.Rows;

    private int Filters => Op.OutputShape.Features;

    private int Features => Op.InputShape.Features;

    private string Window => WindowText.Of(Op.Windows, Rows);

    // As the convolution has them: its inputs are the filters.
    private string Sizes => $"inputs: {Filters}, outputs: {Features}";

    protected override bool ReadsOtherRows => true;

    public override void WritePack(SourceWriter writer) => writer.Line(
        $"Convolution.Pack(parameters + {Constant(Op.Kernel)}, weightStride: {Features}, packed + {plan.Transposed}, "
        + $"taps: {Op.Windows.Size}, {Sizes});");

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{Op.Declared}: {Op.InputShape} to {Op.OutputShape}.", ForwardMethod);
        int stride = Plan.Output.View.Stride;
        string parameters = Op.Bias is null ? "" : "parameters = frame.Parameters, ";
        writer.Line($"Slab<{Type}> {parameters}packed = frame.Packed, x = {X}, y = {Y};");
        writer.Line($"var window = {Window};");
        if (Op.Bias is { } bias)
            writer.Line($"SequenceRows.Broadcast(parameters + {Constant(bias)}, y, yStride: {stride}, rows: {Rows}, features: {Filters});");
        writer.Line($"Convolution.{(Op.Bias is null ? "" : "Accumulate")}InputGradient<V, {Type}>(window, d: x, "
            + $"dStride: {Plan.Inputs[0].View.Stride}, packed + {plan.Transposed}, dx: y, dxStride: {stride}, {Sizes});");
        if (Op.MakesMask)
        {
            writer.Line($"SequenceMask.Repeat({Work(Plan.Inputs[0].Mask!)}, mask: {Work(Plan.Output.Mask!)}, times: {Op.Windows.Stride}, "
                + $"shift: {Op.Tail}, steps: {Rows});");
        }

        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, $"The gradients of {Op.Name}.", GradientMethod);
        int stride = Plan.Output.Gradient!.Stride;
        string parameters = Dx is null ? "" : "parameters = frame.Parameters, ";
        writer.Line($"Slab<{Type}> {parameters}gradient = frame.Gradient, x = {X}, dy = {Dy};");
        writer.Line($"var window = {Window};");
        writer.Line($"Convolution.WeightGradient<V, {Type}>(window, x: dy, xStride: {stride}, d: x, dStride: {Plan.Inputs[0].View.Stride}, "
            + $"gradient + {Constant(Op.Kernel)}, gradientStride: {Features}, {Sizes}, frame.Scratch);");
        if (Op.Bias is { } bias)
        {
            writer.Line($"Convolution.BiasGradient<V, {Type}>(dy, dStride: {stride}, gradient + {Constant(bias)}, rows: {Rows}, "
                + $"outputs: {Filters});");
        }

        if (Dx is { } dx)
        {
            writer.Line($"Convolution.{(dx.Adds ? "Accumulate" : "Product")}<V, {Type}>(window, x: dy, xStride: {stride}, "
                + $"weights: parameters + {Constant(Op.Kernel)}, weightStride: {Features}, y: {Work(dx.View)}, "
                + $"yStride: {dx.View.Stride}, {Sizes});");
        }

        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
        var windows = Op.Windows;
        BeginStreamMethod(writer, $"{Op.Name} for one sample: the last steps are in a ring of {Op.RingRows}.");
        string ring = $"stream + {Plan.StreamBuffer(WindowedOperation.Ring)}, rows: {Op.RingRows}";
        writer.Line($"long step = ConvolutionStream.PushSpread({StreamX}, {ring}, "
            + $"position: stream + {Plan.StreamBuffer(WindowedOperation.Position)}, stride: {windows.Stride}, inputs: {Features}{End});");
        if (windows.Before > 0) writer.Line($"if (step < {windows.Before}) return; // no row of the answer");
        writer.Line(Op.Bias is { } bias
            ? $"(parameters + {Constant(bias)}).CopyTo({StreamY}, {Filters});"
            : $"({StreamY}).Clear({Filters});");
        writer.Line($"ConvolutionStream.AccumulateTransposed<V, {Type}>(step, {ring}, weights: packed + {plan.Transposed}, y: {StreamY}, "
            + $"taps: {windows.Size}, dilation: {windows.Dilation}, stride: {windows.Stride}, inputs: {Features}, "
            + $"outputs: {Filters}{End});");
        writer.End();
    }
}
