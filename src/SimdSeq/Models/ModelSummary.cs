using System.Globalization;
using System.Text;

namespace SimdSeq;

/// <summary>The table of <c>Summary()</c>.</summary>
internal static class ModelSummary
{
    public static string Write(ModelLayout layout, int valueBytes)
    {
        string[] header = ["Layer", "Output shape", "Parameters", "Forward FLOPs", "Backward FLOPs"];
        var rows = layout.Layers
            .Select(layer =>
                new[] { $"{layer.Name} ({layer.Kind})", layer.OutputShape, Number(layer.Parameters), Number(layer.ForwardFlops),
                Number(layer.BackwardFlops) })
            .ToList();
        rows.InsertRange(0, layout.Inputs.Select(input =>
            new[] { input.Name, input.Shape, "0", "0", "0" }));
        rows = rows
            .Append(["total", "", Number(layout.Layers.Sum(l => (long)l.Parameters)), Number(layout.Layers.Sum(l => l.ForwardFlops)),
                Number(layout.Layers.Sum(l => l.BackwardFlops))])
            .ToList();
        int[] widths = [.. header.Select((cell, column) => Math.Max(cell.Length, rows.Max(row => row[column].Length)))];
        string rule = new('-', widths.Sum() + 2 * (widths.Length - 1));

        var text = new StringBuilder();
        text.Append("Model: ").AppendLine(layout.Name).AppendLine(rule);
        Append(text, header, widths);
        text.AppendLine(rule);
        for (int i = 0; i < rows.Count; i++)
        {
            if (i == rows.Count - 1) text.AppendLine(rule);
            Append(text, rows[i], widths);
        }

        text.AppendLine(rule);
        long notTrained = layout.Parameters.Where(parameter => !parameter.IsTrained).Sum(parameter => (long)parameter.Length);
        if (notTrained > 0)
        {
            long trained = layout.Parameters.Sum(parameter => (long)parameter.Length) - notTrained;
            text.AppendLine($"Trainable parameters: {Number(trained)}. Non-trainable, running statistics: {Number(notTrained)}.");
        }

        text.AppendLine("FLOPs are those of matrix products, for one sample.");
        text.Append("Workspace: ").Append(Number((long)layout.WorkspaceValues * valueBytes)).Append(" bytes a thread, for a tile of ")
            .Append(64 / valueBytes).Append(" samples. ")
            .AppendLine(layout.Decoder is { } decoder
                ? $"A decoder's stream, by steps of {layout.Inputs[decoder.Input].Name}: "
                    + $"{Number((long)decoder.Stream.Values * valueBytes)} bytes{Answers(decoder.Stream)}."
                : layout.Inputs.Any(input => input.Groups is not null) ? "Stream: none, as groups do not come step by step."
                : layout.IsCausal ? $"Stream: {Number((long)layout.StreamValues * valueBytes)} bytes{Answers(layout.Stream)}."
                : "Stream: needs the whole sequence, so each step works on the last steps anew.");
        return text.ToString();
    }

    // Of one output: those of several come at different steps.
    private static string Answers(StreamLayout layout) => layout.Delay > 0
        ? $", an answer {Number(layout.Delay)} {(layout.Delay == 1 ? "step" : "steps")} after its own"
        : layout.AnswerRates is [var rate]
        ? $", the first answer after {Number(rate.Phase + 1L)} steps, then one "
            + $"{(rate.Period == 1 ? "a step" : $"every {Number(rate.Period)}")}"
        : "";

    private static void Append(StringBuilder text, string[] cells, int[] widths) =>
        text.AppendLine(string.Join("  ",
            cells.Select((cell, column) => column < 2 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
