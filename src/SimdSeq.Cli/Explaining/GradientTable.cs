using System.Globalization;
using Spectre.Console;

namespace SimdSeq.Cli;

/// <summary>The table of curves: a column each, about a dozen steps, and what they come to.</summary>
internal static class GradientTable
{
    private const int Rows = 12;
    private const int LabelWidth = 14;

    /// <summary>Writes the table.</summary>
    public static void Write(Terminal terminal, IReadOnlyList<GradientCurve> curves)
    {
        var bold = new Style(decoration: Decoration.Bold);
        terminal.Out.Write(new Text(Line("", curves, curve => curve.Recipe.Name), bold));
        terminal.Out.Write(new Text(Line("step", curves, curve => curve.Stage), bold));
        foreach (int step in Steps(curves[0].Norms.Count))
            terminal.Out.Write(new Text(Line($"{step}", curves, curve => Number(curve.Norms[step - 1]))));
        terminal.OutWriter.WriteLine();
        terminal.Out.Write(new Text(Line("first / last", curves, curve => Number(curve.FirstToLast))));
        terminal.Out.Write(new Text(Line("largest at", curves, curve => $"{curve.StepOfMaximum}")));
        terminal.Out.Write(new Text(Line("below 1% at", curves, curve => Step(curve.StepBelow(0.01)))));
        terminal.Out.Write(new Text(Line("below 0.1% at", curves, curve => Step(curve.StepBelow(0.001)))));
    }

    /// <summary>A norm as the table has it.</summary>
    internal static string Number(double? value) => value?.ToString("0.000E+00", CultureInfo.InvariantCulture) ?? "-";

    // The first, the last, and round numbers between them.
    private static IEnumerable<int> Steps(int count)
    {
        int interval = Math.Max(1, count / Rows);
        return Enumerable.Range(1, count).Where(step => step == 1 || step == count || step % interval == 0);
    }

    private static string Step(int? step) => step is null ? "nowhere" : $"{step}";

    private static string Line(string label, IReadOnlyList<GradientCurve> curves, Func<GradientCurve, string> cell) =>
        label.PadLeft(LabelWidth) + string.Concat(curves.Select(curve => "  " + cell(curve).PadLeft(Width(curve)))) + "\n";

    private static int Width(GradientCurve curve) => Math.Max(curve.Recipe.Name.Length, Number(curve.Maximum).Length);
}
