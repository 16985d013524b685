using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits the scores of additive attention.</summary>
internal sealed class AdditiveScoresEmitter(AdditiveScores operation, OperationPlan plan) : OperationEmitter(plan)
{
    private string Operands => $"q: {Work(Plan.Inputs[0].View)}, qStride: {Plan.Inputs[0].View.Stride}, k: {Work(Plan.Inputs[1].View)}, "
        + $"kStride: {Plan.Inputs[1].View.Stride}, w: frame.Parameters + {Constant(operation.Weights)}";

    private string Size => $"new AdditiveSize(Queries: {operation.Queries}, Keys: {operation.Keys}, Features: {operation.Features})";

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Name}: s[i, j] = Σ w·tanh(q[i] + k[j]).", ForwardMethod);
        writer.Line($"AdditiveScores.Forward<V, {Type}>({Operands}, s: {Y}, {Size});");
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, $"The gradients of {operation.Name}: d = ds·w·(1 - tanh²).", GradientMethod);
        for (int i = 0; i < 2; i++)
        {
            if (Plan.InputGradients[i] is { Adds: false } place)
                writer.Line($"({Work(place.View)}).Clear({Plan.Inputs[i].Shape.Values * Lanes});");
        }

        writer.Line($"AdditiveScores.AddGradients<V, {Type}>({Operands}, ds: {Dy}, {Gradient(0, "dq")}, {Gradient(1, "dk")}, "
            + $"dw: frame.Gradient + {Constant(operation.Weights)}, "
            + $"sums: frame.Workspace + {Plan.Buffer(AdditiveScores.Sums)}, {Size});");
        writer.End();
    }

    public override IEnumerable<string> SourceCopies =>
        [SourceCopyText.Columns(Plan, 1, Plan.StreamBuffer(AdditiveScores.KeyColumns), operation.Slots)];

    public override void WriteStream(SourceWriter writer)
    {
        BeginStreamMethod(writer, $"{operation.Name} for one sample: of this step with all keys.");
        writer.Line($"AdditiveScores.Step<V, {Type}>(q: {StreamPlace(0)}, k: stream + {Plan.StreamBuffer(AdditiveScores.KeyColumns)}, "
            + $"kStride: {operation.Slots},");
        writer.Line($"    w: parameters + {Constant(operation.Weights)}, s: {StreamY}, {Size});");
        writer.End();
    }

    private string Gradient(int input, string name) => Plan.InputGradients[input] is { } place
        ? $"{name}: {Work(place.View)}, {name}Stride: {place.View.Stride}"
        : $"{name}: default, {name}Stride: 0";
}
