using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>
/// Emits the rows of pieces with those before them. Only predictions have pieces: there is neither a gradient nor a stream.
/// </summary>
internal sealed class PieceRowsEmitter(PieceRows operation, OperationPlan plan) : OperationEmitter(plan)
{
    public override bool CanShareMethods => true;

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, "What the windows at the beginning of a piece read lies at the end of the pieces before.", ForwardMethod);
        writer.Line($"SamplePieces.Extend<V, {Type}>({X}, xStride: {Plan.Inputs[0].View.Stride}, {Y}, rows: {operation.InputShape.Rows}, "
            + $"features: {operation.InputShape.Features}, taps: {Number("taps", operation.Taps)}, "
            + $"dilation: {Number("dilation", operation.Dilation)});");
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
    }

    public override void WriteStream(SourceWriter writer)
    {
    }
}
