using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits rows that are added to steps by their number.</summary>
internal sealed class AddPositionsEmitter(AddPositions operation, OperationPlan plan) : OperationEmitter(plan)
{
    private int Rows => operation.OutputShape.Rows;

    private int Features => operation.OutputShape.Features;

    private string Place => $"stream + {Plan.StreamBuffer(AddPositions.Position)}";

    public override void WriteForward(SourceWriter writer)
    {
        string table = operation.Table is { } learned ? $"frame.Parameters + {Constant(learned)}"
            : $"Positions.Sinusoids<{Type}>(rows: {Rows}, features: {Features})";
        BeginTileMethod(writer, $"{operation.Name}: y[t] = x[t] + row t of a table.", ForwardMethod);
        writer.Line($"Positions.Add<V, {Type}>({X}, table: {table}, {Y}, rows: {Rows}, features: {Features});");
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, $"The gradients of {operation.Name}.", GradientMethod);
        if (operation.Table is { } table)
            writer.Line($"Positions.AddGradient({Dy}, frame.Gradient + {Constant(table)}, rows: {Rows}, features: {Features});");
        if (Dx is { IsThere: false } dx)
            writer.Line($"({Dy}).CopyTo({Work(dx.View)}, {operation.OutputShape.Values * Lanes});");
        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
        BeginStreamMethod(writer, $"{operation.Name} for one sample.");
        if (operation.Table is { } table)
        {
            // A stream ends before the table does.
            writer.Line($"int step = (int)long.Min(StreamCounter.Next({Place}), {Rows - 1});");
            writer.Line($"var row = parameters + {Constant(table)} + step * {Features};");
        }
        else
        {
            writer.Line($"var row = Positions.SinusoidsOfStep(StreamCounter.Next({Place}), rows: {Rows}, features: {Features}, "
                + $"room: stream + {Plan.StreamBuffer(AddPositions.Row)});");
        }

        writer.Line($"Positions.AddStep({StreamX}, row, {StreamY}, features: {Features});");
        writer.End();
    }
}
