using System.Globalization;
using System.Text;

namespace SimdSeq.Cli;

/// <summary>The training loss of a task's models by iteration, as an SVG picture with a logarithmic scale.</summary>
internal static class LossPlot
{
    private const int Width = 900, Height = 520, Left = 80, Right = 30, Top = 50, Bottom = 60, MostDecades = 10, Marks = 8;

    // Wong, "Points of view: Color blindness", Nature Methods 8 (2011): told apart by everybody.
    private static readonly string[] Colours = ["#d55e00", "#0072b2", "#009e73", "#cc79a7"];

    /// <summary>The picture.</summary>
    /// <param name="task">The task.</param>
    /// <param name="rows">Its rows; a model has a colour, seeds are drawn over each other.</param>
    public static string Draw(PaperTask task, IReadOnlyList<RowResult> rows)
    {
        CurvePoint[] points = [.. rows.SelectMany(row => row.Curve).Where(point => point.Loss > 0 && double.IsFinite(point.Loss))];
        long iterations = points.Length == 0 ? 1 : points.Max(point => point.Iteration);
        int highest = points.Length == 0 ? 0 : (int)Math.Ceiling(Math.Log10(points.Max(point => point.Loss)));
        int lowest = points.Length == 0 ? -1 : Math.Min((int)Math.Floor(Math.Log10(points.Min(point => point.Loss))), highest - 1);
        lowest = Math.Max(lowest, highest - MostDecades);

        var svg = new StringBuilder();
        svg.Append($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" """);
        svg.AppendLine("""font-family="sans-serif" font-size="13">""");
        svg.AppendLine($"""<rect width="{Width}" height="{Height}" fill="white"/>""");
        string quick = rows.Any(row => row.Quick) ? ", a first look" : "";
        string data = rows.Any(row => row.Data == DataReport.Synthetic) ? ", SYNTHETIC data" : "";
        svg.AppendLine($"""<text x="{Left}" y="28" font-size="16">{task.Title}: training loss by iteration{quick}{data}</text>""");
        DrawAxes(svg, iterations, lowest, highest);
        int line = 0;
        foreach (string model in PaperCatalog.Models)
        {
            RowResult[] ofModel = [.. rows.Where(row => row.Model == model)];
            if (ofModel.Length == 0) continue;
            string style = $"stroke=\"{Colours[line]}\" stroke-width=\"1.5\"";
            foreach (RowResult row in ofModel)
            {
                IEnumerable<string> places = row.Curve.Where(point => double.IsFinite(point.Loss))
                    .Select(point => $"{Number(X(point.Iteration, iterations))},{Number(Y(point.Loss, lowest, highest))}");
                svg.AppendLine($"""<polyline fill="none" {style} points="{string.Join(' ', places)}"/>""");
            }

            int y = Top + 18 + 20 * line++;
            svg.AppendLine($"""<line x1="{Width - 170}" y1="{y - 4}" x2="{Width - 135}" y2="{y - 4}" {style}/>""");
            svg.AppendLine($"""<text x="{Width - 127}" y="{y}">{model.ToUpperInvariant()} ({ofModel[0].Parameters:N0})</text>""");
        }

        return svg.AppendLine("</svg>").ToString();
    }

    private static void DrawAxes(StringBuilder svg, long iterations, int lowest, int highest)
    {
        for (int decade = lowest; decade <= highest; decade++)
        {
            string y = Number(Y(Math.Pow(10, decade), lowest, highest));
            svg.AppendLine($"""<line x1="{Left}" y1="{y}" x2="{Width - Right}" y2="{y}" stroke="#dddddd"/>""");
            svg.AppendLine($"""<text x="{Left - 8}" y="{y}" dy="4" text-anchor="end">1e{decade}</text>""");
        }

        int bottom = Height - Bottom;
        for (int mark = 0; mark <= Marks; mark++)
        {
            long at = iterations * mark / Marks;
            string x = Number(X(at, iterations)), text = at.ToString("N0", CultureInfo.InvariantCulture);
            svg.AppendLine($"""<line x1="{x}" y1="{bottom}" x2="{x}" y2="{bottom + 5}" stroke="black"/>""");
            svg.AppendLine($"""<text x="{x}" y="{bottom + 20}" text-anchor="middle">{text}</text>""");
        }

        svg.AppendLine($"""<line x1="{Left}" y1="{bottom}" x2="{Width - Right}" y2="{bottom}" stroke="black"/>""");
        svg.AppendLine($"""<text x="{(Left + Width - Right) / 2}" y="{bottom + 42}" text-anchor="middle">iterations</text>""");
    }

    private static double X(long iteration, long iterations) => Left + (Width - Left - Right) * (double)iteration / iterations;

    private static double Y(double loss, int lowest, int highest)
    {
        double decade = loss > 0 ? Math.Clamp(Math.Log10(loss), lowest, highest) : lowest;
        return Top + (Height - Top - Bottom) * (highest - decade) / (highest - lowest);
    }

    private static string Number(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
