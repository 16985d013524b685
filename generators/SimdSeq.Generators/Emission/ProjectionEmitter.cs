using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits <c>y = f(x·W + b)</c>.</summary>
internal sealed class ProjectionEmitter(Projection operation, int index, int count, ModelMemory memory)
    : OperationEmitter(operation, index, count, memory)
{
    private readonly Projection _operation = operation;
    private readonly WeightForms _weights = new(memory);

    private string Kernel => _operation.Kernel.Constant;

    private int Inputs => _operation.Input.Features;

    private int Units => _operation.Output.Features;

    private int Rows => _operation.Output.Rows;

    private bool HasActivation => _operation.Activation != "Linear";

    private SoftmaxCalls? Softmax => SoftmaxCalls.Is(_operation.Activation) ? new(Type, Units, Rows) : null;

    public override bool ReadsInputExactly => Units > 1;

    public override bool HasPack => !_weights.IsEmpty;

    public override long BackwardMultiplyAdds => _operation.MultiplyAdds * (InputGradient is null ? 1 : 2);

    private string Formula
    {
        get
        {
            string sum = _operation.Bias is null ? "x·W" : "x·W + b";
            return HasActivation ? $"{Names.Camel(_operation.Activation)}({sum})" : sum;
        }
    }

    public override void ReserveForward()
    {
        Output = new(Memory.Workspace.Reserve(Prefix + "Output", Rows * Units, ForwardTime, BackwardTime), 0, Units);
        if (Units > 1) _weights.Reserve(_operation.Kernel, 0, Units);
    }

    public override void ReserveStream() => StreamOutput = Memory.Stream.Reserve(Prefix + "StreamOutput", Units);

    public override void ReserveBackward()
    {
        if (InputGradient is not null) _weights.ReserveTransposed(_operation.Kernel, 0, Units);
    }

    public override void WritePack(SourceWriter writer) => _weights.WritePack(writer);

    private string BiasAddress => _operation.Bias is null ? "" : $" + {_operation.Bias.Constant}";

    private string SingleBias => _operation.Bias is null ? "0" : $"parameters[{_operation.Bias.Constant}]";

    public override void WriteTileMethods(SourceWriter writer)
    {
        string bias = BiasAddress;
        string slab = $"Slab<{Type}>";
        int values = Rows * Units * Lanes;

        BeginTileMethod(writer, $"y = {Formula}", $"{Prefix}Forward");
        string weights = _weights.Weights(_operation.Kernel, 0, Units);
        string packed = _weights.IsInPanels(_operation.Kernel, Units) ? "packed = frame.Packed, " : "";
        writer.Line($"{slab} parameters = frame.Parameters, {packed}x = frame.Workspace + {Input.Address(Lanes)}, y = frame.Workspace + {Output.Address(Lanes)};");
        if (Units == 1)
            writer.Line($"SingleOutput.OverSamples<V, {Type}>(x, xStride: {Inputs}, weights: parameters + {Kernel}, bias: {SingleBias}, y, rows: {Rows}, inputs: {Inputs});");
        else writer.Line(_operation.Bias is null
            ? $"MatMul.Product<V, {Type}>(x, xStride: {Inputs}, {weights}, y, yStride: {Units}, rows: {Rows}, inputs: {Inputs}, outputs: {Units});"
            : $"MatMul.Affine<V, {Type}>(x, xStride: {Inputs}, {weights}, bias: parameters{bias}, y, yStride: {Units}, rows: {Rows}, inputs: {Inputs}, outputs: {Units});");
        if (HasActivation) writer.Line(Softmax?.OverSamples("y", "y") ?? $"{Prefix}Activation<V>(y, {values});");
        writer.End();
        writer.Line();

        BeginTileMethod(writer, $"The gradients of y = {Formula}", $"{Prefix}Backward");
        packed = InputGradient is null ? "" : "packed = frame.Packed, ";
        writer.Line($"{slab} {packed}gradient = frame.Gradient, x = frame.Workspace + {Input.Address(Lanes)}, dy = frame.Workspace + {OutputGradient.Address(Lanes)};");
        string answers = $"frame.Workspace + {Output.Address(Lanes)}";
        string activationBackward = $"{Prefix}ActivationBackward<V>({answers}, dy, {values});";
        if (HasActivation) writer.Line(Softmax?.Backward(answers, "dy", "dy") ?? activationBackward);
        var sums = new GradientSums(Type);
        sums.AddMatrix("x", Inputs, Inputs, 0, Units, Kernel, Units);
        if (_operation.Bias is { } b) sums.AddBias(0, Units, b.Constant);
        sums.Write(writer, "dy", Units, Rows);
        if (InputGradient is not null)
            writer.Line($"MatMul.Product<V, {Type}>(dy, xStride: {Units}, {_weights.Transposed(_operation.Kernel, 0, Units)}, y: frame.Workspace + {InputGradient.Address(Lanes)}, yStride: {Inputs}, rows: {Rows}, inputs: {Units}, outputs: {Inputs});");
        writer.End();
        if (HasActivation && Softmax is null) WriteActivation(writer);
    }

    public override void WriteStreamMethods(SourceWriter writer)
    {
        BeginStreamMethod(writer, $"y = {Formula} for one sample.");
        if (Units == 1)
            writer.Line($"stream[{StreamOutput}] = SingleOutput.OverInputs<V, {Type}>({StreamInput}, weights: parameters + {Kernel}, bias: {SingleBias}, inputs: {Inputs});");
        else writer.Line(_operation.Bias is null
            ? $"VectorProduct.Product<V, {Type}>({StreamInput}, weights: parameters + {Kernel}, weightStride: {Units}, y: stream + {StreamOutput}, inputs: {Inputs}, outputs: {Units});"
            : $"VectorProduct.Affine<V, {Type}>({StreamInput}, weights: parameters + {Kernel}, weightStride: {Units}, bias: parameters{BiasAddress}, y: stream + {StreamOutput}, inputs: {Inputs}, outputs: {Units});");
        string answer = $"stream + {StreamOutput}";
        string activation = $"{Prefix}Activation<V>({answer}, {Memory.Padded(Units)});";
        if (HasActivation) writer.Line(Softmax?.OverFeatures(answer, answer) ?? activation);
        writer.End();
    }

    private void WriteActivation(SourceWriter writer)
    {
        string slab = $"Slab<{Type}>", constraint = $"where V : struct, IVector<V, {Type}>", f = $"{LoopEmitter.Apply}.{_operation.Activation}";
        writer.Line();
        writer.BeginOptimized($"private static void {Prefix}Activation<V>({slab} y, int count) {constraint}");
        writer.Line(LoopEmitter.LoadActivations(Type));
        writer.Begin("for (int i = 0; i < count; i += V.Count)");
        writer.Line($"{f}(V.Load(y, i)).Store(y, i);");
        writer.End();
        writer.End();
        writer.Line();
        writer.BeginOptimized($"private static void {Prefix}ActivationBackward<V>({slab} y, {slab} dy, int count) {constraint}");
        writer.Line(LoopEmitter.LoadActivations(Type));
        writer.Begin("for (int i = 0; i < count; i += V.Count)");
        writer.Line($"(V.Load(dy, i) * {f}Slope(V.Load(y, i))).Store(dy, i);");
        writer.End();
        writer.End();
    }
}
