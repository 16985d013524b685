using System;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Emits values side by side: those that do not lie there from the beginning are copied, row by row.</summary>
internal sealed class ConcatenateEmitter(Concatenate operation, OperationPlan plan) : OperationEmitter(plan)
{
    private int Rows => operation.OutputShape.Rows;

    public override void WriteForward(SourceWriter writer)
    {
        BeginTileMethod(writer, $"{operation.Name}: side by side, {operation.OutputShape}.", ForwardMethod);
        Columns((input, column, features) =>
        {
            var from = Plan.Inputs[input].View;
            var to = Plan.Output.View.Shifted(column);
            if (from.Buffer != to.Buffer) Copy(writer, from, to, features);
        });
        writer.End();
    }

    public override void WriteGradients(SourceWriter writer)
    {
        BeginTileMethod(writer, "To each its columns.", GradientMethod);
        Columns((input, column, features) =>
        {
            if (Plan.InputGradients[input] is { IsThere: false } to) Copy(writer, Plan.Output.Gradient!.Shifted(column), to.View, features);
        });
        writer.End();
    }

    public override void WriteStream(SourceWriter writer)
    {
        BeginStreamMethod(writer, $"{operation.Name}: side by side.");
        Columns((input, column, features) =>
            writer.Line($"({StreamPlace(input)}).CopyTo({StreamY}{(column == 0 ? "" : $" + {column}")}, {features});"));
        writer.End();
    }

    private void Columns(Action<int, int, int> write)
    {
        int column = 0;
        for (int i = 0; i < operation.Inputs.Count; i++)
        {
            int features = operation.Inputs[i].Shape.Features;
            write(i, column, features);
            column += features;
        }
    }

    private void Copy(SourceWriter writer, ValueView from, ValueView to, int features)
    {
        if (Rows > 1) writer.Line($"for (int t = 0; t < {Rows}; t++)");
        string Row(ValueView view) => Work(view) + (Rows > 1 ? $" + t * {view.Stride * Lanes}" : "");
        writer.Line($"{(Rows > 1 ? "    " : "")}({Row(from)}).CopyTo({Row(to)}, {features * Lanes});");
    }
}
