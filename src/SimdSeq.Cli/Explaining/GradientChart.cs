using System.Globalization;
using System.Text;

namespace SimdSeq.Cli;

/// <summary>
/// The curves as an SVG picture, over the steps and on a logarithmic scale. A few lines need no plotting library: those draw through native
/// code, which would lie beside the one executable that this program is.
/// </summary>
internal static class GradientChart
{
    private const int Width = 900, Height = 520, Left = 80, Right = 30, Top = 50, Bottom = 60;
    private const int MostDecades = 16; // what is smaller lies on the bottom line

    // Wong, "Points of view: Color blindness", Nature Methods 8 (2011): told apart by everybody.
    private static readonly string[] Colours = ["#d55e00", "#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

    /// <summary>The picture.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="curves">The curves, of equally many steps. Those of one recipe share a colour; trained ones are solid, untrained
    /// dashed.</param>
    public static string Draw(string title, IReadOnlyList<GradientCurve> curves)
    {
        int steps = curves[0].Norms.Count;
        (int lowest, int highest) = Decades(curves);
        var svg = new StringBuilder();
        svg.Append($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" """);
        svg.AppendLine("""font-family="sans-serif" font-size="13">""");
        svg.AppendLine($"""<rect width="{Width}" height="{Height}" fill="white"/>""");
        svg.AppendLine($"""<text x="{Left}" y="28" font-size="16">{title}</text>""");
        DrawDecades(svg, lowest, highest);
        DrawSteps(svg, steps);
        string[] recipes = [.. curves.Select(curve => curve.Recipe.Name).Distinct()];
        for (int i = 0; i < curves.Count; i++)
        {
            GradientCurve curve = curves[i];
            string colour = Colours[Array.IndexOf(recipes, curve.Recipe.Name) % Colours.Length];
            string style = $"stroke=\"{colour}\" stroke-width=\"2\"{(curve.Epoch == 0 ? " stroke-dasharray=\"6 4\"" : "")}";
            IEnumerable<string> points = curve.Norms.Select(
                (norm, step) => $"{Number(X(step + 1, steps))},{Number(Y(norm, lowest, highest))}");
            svg.AppendLine($"""<polyline fill="none" {style} points="{string.Join(' ', points)}"/>""");
            int y = Top + 18 + 20 * i;
            svg.AppendLine($"""<line x1="{Left + 15}" y1="{y - 4}" x2="{Left + 50}" y2="{y - 4}" {style}/>""");
            svg.AppendLine($"""<text x="{Left + 58}" y="{y}">{curve.Recipe.Name}, {curve.Stage}</text>""");
        }

        return svg.AppendLine("</svg>").ToString();
    }

    private static (int Lowest, int Highest) Decades(IReadOnlyList<GradientCurve> curves)
    {
        double[] positive = [.. curves.SelectMany(curve => curve.Norms).Where(norm => norm > 0)];
        if (positive.Length == 0) return (-1, 0);
        int highest = (int)Math.Ceiling(Math.Log10(positive.Max()));
        int lowest = Math.Min((int)Math.Floor(Math.Log10(positive.Min())), highest - 1);
        return (Math.Max(lowest, highest - MostDecades), highest);
    }

    private static void DrawDecades(StringBuilder svg, int lowest, int highest)
    {
        for (int decade = lowest; decade <= highest; decade++)
        {
            string y = Number(Y(Math.Pow(10, decade), lowest, highest));
            svg.AppendLine($"""<line x1="{Left}" y1="{y}" x2="{Width - Right}" y2="{y}" stroke="#dddddd"/>""");
            svg.AppendLine($"""<text x="{Left - 8}" y="{y}" dy="4" text-anchor="end">1e{decade}</text>""");
        }

        int middle = (Top + Height - Bottom) / 2;
        svg.Append($"""<text x="22" y="{middle}" text-anchor="middle" transform="rotate(-90 22 {middle})">""");
        svg.AppendLine("mean norm of the gradient</text>");
    }

    private static void DrawSteps(StringBuilder svg, int steps)
    {
        int interval = Math.Max(1, steps / 12), bottom = Height - Bottom;
        foreach (int step in Enumerable.Range(1, steps).Where(step => step == 1 || step % interval == 0))
        {
            string x = Number(X(step, steps));
            svg.AppendLine($"""<line x1="{x}" y1="{bottom}" x2="{x}" y2="{bottom + 5}" stroke="black"/>""");
            svg.AppendLine($"""<text x="{x}" y="{bottom + 20}" text-anchor="middle">{step}</text>""");
        }

        svg.AppendLine($"""<line x1="{Left}" y1="{bottom}" x2="{Width - Right}" y2="{bottom}" stroke="black"/>""");
        svg.Append($"""<text x="{(Left + Width - Right) / 2}" y="{bottom + 42}" text-anchor="middle">""");
        svg.AppendLine("step of the input (the last is the newest)</text>");
    }

    private static double X(int step, int steps) => Left + (Width - Left - Right) * (step - 1.0) / Math.Max(1, steps - 1);

    private static double Y(double norm, int lowest, int highest)
    {
        double decade = norm > 0 ? Math.Max(Math.Log10(norm), lowest) : lowest;
        return Top + (Height - Top - Bottom) * (highest - decade) / (highest - lowest);
    }

    private static string Number(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
