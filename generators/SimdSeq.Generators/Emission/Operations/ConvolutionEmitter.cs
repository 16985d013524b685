using System;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits a convolution over the steps.</summary>
internal sealed class ConvolutionEmitter(ConvolutionPlan plan) : OperationEmitter(plan)
{
    private Convolution Op => plan.Convolution;

    public override bool CanShareMethods => true;

    protected override bool ReadsOtherRows => true;

    private Windows Windows => Op.TileWindows;

    private int Features => Op.InputShape.Features;

    private int Filters => Op.OutputShape.Features;

    private string? Bias => Op.Bias is { } bias ? Constant(bias) : null;

    private string Kernel => plan.Derived is { } derived ? $"packed + {At("derived", derived)}" : $"parameters + {Constant(Op.Kernel)}";

    private string Window => WindowText.Of(Windows, Op.InputShape.Rows);

    private string Sizes => $"inputs: {Op.GroupInputs}, outputs: {Op.GroupOutputs}";

    public override void WritePack(SourceWriter writer)
    {
        if (plan.Derived is { } derived)
        {
            writer.Line($"WeightNormalization.Derive(parameters + {Constant(Op.Kernel)}, parameters + {Constant(Op.Lengths!)}, packed + "
                + $"{derived}, rows: {Op.Taps * Op.GroupInputs}, outputs: {Filters});");
        }

        if (plan.Streamed is { } streamed)
        {
            writer.Line($"MatVec.PackBlocks({Kernel}, rows: {Op.Taps * Op.GroupInputs}, blocks: 1, units: {Filters}, sourceStride: "
                + $"{Filters}, packed + {streamed}, blockStride: {plan.StreamOutputs}, destinationStride: {plan.StreamOutputs});");
        }

        if (plan.Transposed is not { } transposed) return;
        Groups(writer, (input, output) => $"Convolution.Pack({Kernel}{output()}, weightStride: {Filters}, "
            + $"packed + {transposed}{Group(Op.Taps * Op.GroupInputs * Op.GroupOutputs)}, taps: {Op.Taps}, {Sizes});");
    }

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{Op.Declared}: {Shapes}.", ForwardMethod);
        string source = plan.Derived is null ? "parameters = frame.Parameters" : Bias is null ? "packed = frame.Packed"
            : "parameters = frame.Parameters, packed = frame.Packed";
        writer.Line($"Slab<{Type}> {source}, x = {X}, y = {Y};");
        Declare(writer, "ConvolutionWindow", "window", Window);
        Groups(writer, (input, output) =>
            $"Convolution.{(Bias is null ? "Product" : "Affine")}<V, {Type}>(window, x{input(Lanes)}, xStride: "
                + $"{Plan.Inputs[0].View.Stride}, "
            + $"weights: {Kernel}{output()}, weightStride: {Filters}, {(Bias is null ? "" : $"bias: parameters + {Bias}{output()}, ")}"
            + $"y{output(Lanes)}, yStride: {Plan.Output.View.Stride}, {Sizes});");
        if (Op.MakesMask) writer.Line(MaskText.Windows(Plan, Op.Windows, Work));
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, $"The gradients of {Op.Name}.", GradientMethod);
        string packed = plan.Derived is null && Dx is null ? "" : "packed = frame.Packed, ";
        int stride = Plan.Output.Gradient!.Stride;
        writer.Line($"Slab<{Type}> {packed}gradient = frame.Gradient, x = {X}, dy = {Dy};");
        Declare(writer, "ConvolutionWindow", "window", Window);
        string target = $"gradient + {Constant(Op.Kernel)}";
        if (plan.DerivedGradient is { } derived)
        {
            writer.Line($"Slab<{Type}> kernel = frame.Workspace + {At("kernelGradient", derived)};");
            writer.Line($"kernel.Clear({Op.Kernel.Length});");
            target = "kernel";
        }

        Groups(writer, (input, output) =>
            $"Convolution.WeightGradient<V, {Type}>(window, x{input(Lanes)}, xStride: {Plan.Inputs[0].View.Stride}, d: dy{output(Lanes)}, "
            + $"dStride: {stride}, {target}{output()}, gradientStride: {Filters}, {Sizes}, frame.Scratch);");
        if (plan.DerivedGradient is not null)
        {
            string v = Constant(Op.Kernel), g = Constant(Op.Lengths!);
            writer.Line($"WeightNormalization.Gradients(frame.Parameters + {v}, frame.Parameters + {g}, dWeights: kernel, "
                + $"dv: gradient + {v}, dg: gradient + {g}, rows: {Op.Taps * Op.GroupInputs}, outputs: {Filters});");
        }

        if (Bias is not null)
        {
            writer.Line($"Convolution.BiasGradient<V, {Type}>(dy, dStride: {stride}, gradient + {Bias}, "
                + $"rows: {Number("rows", Windows.Count)}, outputs: {Filters});");
        }

        if (Dx is { } dx)
        {
            Groups(writer, (input, output) =>
                $"Convolution.{(dx.Adds ? "Accumulate" : "")}InputGradient<V, {Type}>(window, d: dy{output(Lanes)}, dStride: {stride}, "
                + $"packed + {At("transposed", plan.Transposed!)}{Group(Op.Taps * Op.GroupInputs * Op.GroupOutputs)}, "
                    + $"{Work(dx.View, "dx")}{input(Lanes)}, "
                + $"dxStride: {dx.View.Stride}, {Sizes});");
        }

        writer.End();
    }

    /// <summary>Sizes that it has in common with others whose sums run beside its own; null: it waits for its step.</summary>
    public string? OlderRowsSizes => Op is { Groups: 1, Taps: > 1 } && Ends.Length == 0 && RateText.ReturnUnlessComplete(Op.Windows) is null
        ? $"taps: {Op.Taps}, inputs: {Op.GroupInputs}, filters: {Filters}, outputs: {plan.StreamOutputs}" : null;

    /// <summary>Whether the sums over all rows but the newest are there before its step.</summary>
    public bool HasOlderRows { get; set; }

    /// <summary>The argument that says where these rows and sums are.</summary>
    public string OlderRows =>
        $"new(stream + {Plan.StreamBuffer(WindowedOperation.Ring)}, Rows: {Op.Windows.RingRows}, "
            + $"stream + {Plan.StreamBuffer(WindowedOperation.Position)}, Dilation: {Op.Windows.Dilation}, {StreamWeights}, "
            + $"{(Bias is null ? "default" : $"parameters + {Bias}")}, {StreamY})";

    private string StreamWeights => plan.Streamed is { } packed ? $"packed + {At("streamed", packed)}" : Kernel;

    public override void WriteStream(SourceWriter writer)
    {
        if (HasOlderRows)
        {
            WriteNewestRow(writer);
            return;
        }

        BeginStreamMethod(writer, $"{Op.Name} for one sample: the last {Op.Windows.Span} steps are in a ring of {Op.Windows.RingRows}.");
        string ring = $"stream + {At("ring", Plan.StreamBuffer(WindowedOperation.Ring))}";
        string rows = $"rows: {Number("rows", Op.Windows.RingRows)}";
        writer.Line($"long step = ConvolutionStream.Push({StreamX}, {ring}, {rows}, "
            + $"position: stream + {At("position", Plan.StreamBuffer(WindowedOperation.Position))}, inputs: {Features}{Ends});");
        if (RateText.ReturnUnlessComplete(Op.Windows) is { } unless) writer.Line(unless);
        writer.Line(Bias is null ? $"({StreamY}).Clear({Filters});" : $"(parameters + {Bias}).CopyTo({StreamY}, {Filters});");
        Groups(writer, (input, output) =>
            $"ConvolutionStream.Accumulate<V, {Type}>(step, {ring}{input()}, {rows}, rowStride: {Features}, "
            + $"weights: {StreamWeights}{output()}, weightStride: {(plan.Streamed is null ? Filters : plan.StreamOutputs)}, "
            + $"y: {StreamY}{output()}, taps: {Op.Taps}, dilation: {Number("dilation", Op.Windows.Dilation)}, inputs: {Op.GroupInputs}, "
            + $"outputs: {plan.StreamOutputs}{End});");
        writer.End();
    }

    private void WriteNewestRow(SourceWriter writer)
    {
        BeginStreamMethod(writer, $"{Op.Name} for one sample: the newest of {Op.Windows.Span} rows.");
        writer.Line($"Slab<{Type}> x = {StreamX};");
        writer.Line($"ConvolutionStream.Push(x, stream + {At("ring", Plan.StreamBuffer(WindowedOperation.Ring))}, "
            + $"rows: {Number("rows", Op.Windows.RingRows)}, position: stream + "
            + $"{At("position", Plan.StreamBuffer(WindowedOperation.Position))}, inputs: {Features});");
        writer.Line($"MatVec.Accumulate<V, {Type}>(x, {StreamWeights} + {(Op.Taps - 1) * Op.GroupInputs * plan.StreamOutputs}, "
            + $"weightStride: {plan.StreamOutputs}, {StreamY}, inputs: {Op.GroupInputs}, outputs: {plan.StreamOutputs});");
        writer.End();
    }

    // A group is a convolution of its own, on its columns.
    private void Groups(SourceWriter writer, Func<Offset, Offset, string> statement)
    {
        if (Op.Groups > 1) writer.Begin($"for (int group = 0; group < {Op.Groups}; group++)");
        writer.Line(statement((int lanes = 1) => Group(Op.GroupInputs * lanes), (int lanes = 1) => Group(Op.GroupOutputs * lanes)));
        if (Op.Groups > 1) writer.End();
    }

    private string Group(int values) => Op.Groups > 1 ? $" + group * {values}" : "";

    private delegate string Offset(int lanes = 1);
}
