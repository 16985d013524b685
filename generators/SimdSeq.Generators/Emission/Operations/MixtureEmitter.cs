using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits means of rows by scores.</summary>
internal sealed class MixtureEmitter(Mixture operation, OperationPlan plan) : OperationEmitter(plan)
{
    private string Weights => $"frame.Workspace + {Plan.Buffer(Mixture.Weights)}";

    private string Values => Work(Plan.Inputs[1].View);

    private string Size => $"new MixtureSize(Means: {operation.Means}, Rows: {operation.Rows}, Features: {operation.OutputShape.Features}, "
        + $"ValueStride: {Plan.Inputs[1].View.Stride})";

    // A mask that nobody looks at may lie anywhere.
    private string Mask => Plan.Inputs[1].Mask is { } mask ? $"mask: {Work(mask)}, isMasked: true"
        : "mask: frame.Workspace, isMasked: false";

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Name}: y = Σ w·v, w = softmax(scores).", ForwardMethod);
        writer.Line($"Mixture.Forward<V, {Type}>(scores: {X}, {Mask}, values: {Values}, weights: {Weights},");
        writer.Line($"    {Y}, {Size});");
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, $"The gradients of {operation.Name}.", GradientMethod);
        writer.Line($"Mixture.Gradients<V, {Type}>({Weights}, values: {Values}, {Dy},");
        writer.Line($"    dScores: {Place(0)}, addsScores: {Adds(0)},");
        writer.Line($"    dValues: {Place(1)}, dValueStride: {Plan.InputGradients[1]?.View.Stride ?? 0}, addsValues: {Adds(1)},");
        writer.Line($"    dWeights: frame.Workspace + {Plan.Buffer(Mixture.WeightGradients)}, {Size});");
        writer.End();
    }

    public override IEnumerable<string> SourceCopies =>
    [
        SourceCopyText.Rows(Plan, 1, Plan.StreamBuffer(Mixture.Values)),
        SourceCopyText.There(Plan, 1, Plan.StreamBuffer(Mixture.There)),
    ];

    public override void WriteStream(SourceWriter writer)
    {
        string Place(string buffer) => $"stream + {Plan.StreamBuffer(buffer)}";

        BeginStreamMethod(writer, $"{operation.Name} for one sample: the mean for this step.");
        writer.Line($"Mixture.Step<V, {Type}>(scores: {StreamX}, there: {Place(Mixture.There)}, values: {Place(Mixture.Values)},");
        writer.Line($"    weights: {Place(Mixture.Weights)}, {StreamY}, rows: {operation.Rows}, "
            + $"features: {operation.OutputShape.Features});");
        writer.End();
    }

    private string Place(int input) => Plan.InputGradients[input] is { } place ? Work(place.View) : "default";

    private string Adds(int input) => Plan.InputGradients[input]?.Adds == true ? "true" : "false";
}
