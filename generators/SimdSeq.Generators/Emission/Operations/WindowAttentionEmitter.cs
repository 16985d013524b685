using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits attention to a few steps evenly apart.</summary>
internal sealed class WindowAttentionEmitter(WindowAttention operation, OperationPlan plan) : OperationEmitter(plan)
{
    public override bool CanShareMethods => true;

    private string Size => $"new WindowAttentionSize(Rows: {operation.OutputShape.Rows}, Heads: {operation.Heads}, Features: "
        + $"{operation.OutputShape.Features / operation.Heads}, Window: {operation.Window}, "
        + $"Dilation: {Number("dilation", operation.Dilation)}, Scale: {AttentionText.Number(operation.Scale)})";

    private string Operands =>
        $"q: {Work(Plan.Inputs[0].View, "q")}, k: {Work(Plan.Inputs[1].View, "k")}, v: {Work(Plan.Inputs[2].View, "v")}";

    private string Weights => $"weights: frame.Workspace + {At("weights", Plan.Buffer(WindowAttention.Weights))}";

    // A mask that nobody looks at may lie anywhere.
    private string Mask => Plan.Inputs[0].Mask is { } mask ? $"mask: {Work(mask, "mask")}, isMasked: true"
        : "mask: frame.Workspace, isMasked: false";

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Name}: y[t] = Σ w·v[t - m·{operation.Dilation}], w = softmax(scale·q·k + b).", ForwardMethod);
        writer.Line($"WindowAttention.Forward<V, {Type}>({Size},");
        writer.Line($"    {Operands}, {Mask},");
        writer.Line($"    bias: frame.Parameters + {Constant(operation.Bias)}, {Weights}, {Y});");
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, $"The gradients of {operation.Name}: ds = w (dy·v - dy·y).", GradientMethod);
        for (int i = 0; i < 3; i++)
        {
            if (!Plan.InputGradients[i]!.Adds) writer.Line($"({Gradient(i)}).Clear({operation.OutputShape.Values * Lanes});");
        }

        writer.Line($"WindowAttention.AddGradients<V, {Type}>({Size},");
        writer.Line($"    {Operands}, {Weights}, {Dy},");
        writer.Line($"    dq: {Gradient(0)}, dk: {Gradient(1)}, dv: {Gradient(2)},");
        writer.Line($"    dBias: frame.Gradient + {Constant(operation.Bias)}, "
            + $"sums: frame.Workspace + {At("sums", Plan.Buffer(WindowAttention.Sums))});");
        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
        int features = operation.OutputShape.Features;
        string keys = $"stream + {At("keys", Plan.StreamBuffer(WindowAttention.Keys))}";
        string values = $"stream + {At("values", Plan.StreamBuffer(WindowAttention.Values))}";
        string there = $"stream + {At("there", Plan.StreamBuffer(WindowAttention.There))}";
        string rows = Number("rows", operation.RingRows);
        string isThere = Plan.Inputs[0].StreamMask is { } mask ? $"stream[{At("mask", mask)}] != 0 ? 1 : 0" : "1";
        BeginStreamMethod(writer, $"{operation.Name} for one sample: its last steps are in rings.");
        writer.Line($"long step = StreamCounter.Next(stream + {At("position", Plan.StreamBuffer(WindowAttention.Position))});");
        writer.Line($"int slot = (int)(step & ({rows} - 1));");
        writer.Line($"({StreamPlace(1)}).CopyTo({keys} + slot * {features}, {features});");
        writer.Line($"({StreamPlace(2)}).CopyTo({values} + slot * {features}, {features});");
        writer.Line($"({there})[slot] = {isThere};");
        writer.Line($"WindowAttention.Step({Size}, step, q: {StreamPlace(0)},");
        writer.Line($"    keys: {keys}, values: {values}, there: {there}, rows: {rows}, "
            + $"bias: parameters + {Constant(operation.Bias)}, {StreamY});");
        writer.End();
    }

    private string Gradient(int input) => Work(Plan.InputGradients[input]!.View, "d" + "qkv"[input]);
}
