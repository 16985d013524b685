using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits pooling: the largest or the mean of windows of rows.</summary>
internal sealed class PoolEmitter(Pool operation, OperationPlan plan) : OperationEmitter(plan)
{
    private string Kernel => operation.Kind == PoolKind.Max ? "MaxPooling" : "AveragePooling";

    private int Features => operation.OutputShape.Features;

    private bool IsMax => operation.Kind == PoolKind.Max;

    // A mask that nobody looks at may lie anywhere.
    private string Mask => Plan.Inputs[0].Mask is { } mask
        ? $"mask: {Work(mask)}, isMasked: true"
        : "mask: frame.Workspace, isMasked: false";

    private string Window
    {
        get
        {
            var windows = operation.TileWindows;
            return $"new PoolWindow(Size: {windows.Size}, Stride: {windows.Stride}, Before: {windows.Before}, "
                + $"InputRows: {operation.InputShape.Rows}, OutputRows: {windows.Count})";
        }
    }

    protected override bool ReadsOtherRows => !operation.IsGlobal;

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Declared}: {Shapes}.", ForwardMethod);
        writer.Line($"{Kernel}.Forward<V, {Type}>({X}, {Mask}, {Y}, features: {Features}, {Window});");
        if (operation.MakesMask) writer.Line(MaskText.Windows(Plan, operation.Windows, Work));
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        string read = IsMax ? $"{X}, " : "", answer = IsMax ? $"{Y}, " : "";
        BeginTileMethod(writer, $"The gradients of {operation.Name}.", GradientMethod);
        if (!Dx!.Adds) writer.Line($"({Work(Dx.View)}).Clear({operation.InputShape.Values * Lanes});");
        writer.Line($"{Kernel}.AddGradient<V, {Type}>({read}{Mask}, {answer}{Dy}, {Work(Dx.View)}, features: {Features}, {Window});");
        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
        int features = Plan.Precision.Padded(Features);
        if (!operation.IsGlobal)
        {
            WriteWindow(writer, features);
            return;
        }

        BeginStreamMethod(writer, $"{operation.Name} over the steps so far.");
        if (Plan.Inputs[0].StreamMask is { } mask) writer.Line($"if (stream[{mask}] == 0) return;");
        string count = $"count: stream + {Plan.StreamBuffer(Pool.Count)}";
        writer.Line(IsMax
            ? $"MaxPooling.Step<V, {Type}>({StreamX}, {StreamY}, {count}, features: {features});"
            : $"AveragePooling.Step<V, {Type}>({StreamX}, sum: stream + {Plan.StreamBuffer(Pool.Sum)}, {count}, {StreamY}, features: "
                + $"{features});");
        writer.End();
    }

    private void WriteWindow(SourceWriter writer, int features)
    {
        var windows = operation.Windows;
        string ring = $"stream + {Plan.StreamBuffer(WindowedOperation.Ring)}, rows: {windows.RingRows}";
        BeginStreamMethod(writer, $"{operation.Name} for one sample: the last {windows.Span} steps are in a ring of {windows.RingRows}.");
        writer.Line($"long step = ConvolutionStream.Push({StreamX}, {ring}, "
            + $"position: stream + {Plan.StreamBuffer(WindowedOperation.Position)}, inputs: {features}{Ends});");
        if (RateText.ReturnUnlessComplete(windows) is { } unless) writer.Line(unless);
        writer.Line($"PoolingStream.{operation.Kind}<V, {Type}>(step, {ring}, {StreamY}, size: {windows.Size}, "
            + $"features: {features}{End});");
        writer.End();
    }
}
