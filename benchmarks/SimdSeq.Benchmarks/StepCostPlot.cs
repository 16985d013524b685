using System.Globalization;
using System.Text;

namespace SimdSeq.Benchmarks;

/// <summary>Times by steps as an SVG picture; both scales are logarithmic, so that a power is a straight line.</summary>
internal static class StepCostPlot
{
    private const int Width = 760, Height = 480, Left = 70, Right = 210, Top = 50, Bottom = 60;

    // Wong, "Points of view: Color blindness", Nature Methods 8 (2011): told apart by everybody.
    private static readonly string[] Colours = ["#d55e00", "#e69f00", "#0072b2", "#009e73", "#cc79a7"];

    /// <summary>The picture.</summary>
    /// <param name="steps">The numbers of steps.</param>
    /// <param name="lines">What takes how many milliseconds with each of them.</param>
    public static string Draw(int[] steps, IReadOnlyList<(string Name, double[] Milliseconds)> lines)
    {
        double[] all = [.. lines.SelectMany(line => line.Milliseconds)];
        int lowest = (int)Math.Floor(Math.Log10(all.Min())), highest = (int)Math.Ceiling(Math.Log10(all.Max()));
        var svg = new StringBuilder();
        svg.Append($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" """);
        svg.AppendLine("""font-family="sans-serif" font-size="13">""");
        svg.AppendLine($"""<rect width="{Width}" height="{Height}" fill="white"/>""");
        svg.AppendLine($"""<text x="{Left}" y="28" font-size="16">A training step by the steps of a sequence</text>""");
        for (int decade = lowest; decade <= highest; decade++)
        {
            string y = Number(Y(Math.Pow(10, decade)));
            svg.AppendLine($"""<line x1="{Left}" y1="{y}" x2="{Width - Right}" y2="{y}" stroke="#dddddd"/>""");
            string text = Math.Pow(10, decade).ToString("0.###", CultureInfo.InvariantCulture);
            svg.AppendLine($"""<text x="{Left - 8}" y="{y}" dy="4" text-anchor="end">{text} ms</text>""");
        }

        foreach (int count in steps)
        {
            string text = count.ToString("N0", CultureInfo.InvariantCulture);
            svg.AppendLine($"""<text x="{Number(X(count))}" y="{Height - Bottom + 20}" text-anchor="middle">{text}</text>""");
        }

        svg.AppendLine($"""<text x="{(Left + Width - Right) / 2}" y="{Height - Bottom + 42}" text-anchor="middle">steps</text>""");
        foreach (var (i, (name, milliseconds)) in lines.OrderByDescending(line => line.Milliseconds[^1]).Index())
        {
            string style = $"stroke=\"{Colours[i % Colours.Length]}\" stroke-width=\"2\"";
            IEnumerable<string> places = steps.Select((count, at) => $"{Number(X(count))},{Number(Y(milliseconds[at]))}");
            svg.AppendLine($"""<polyline fill="none" {style} points="{string.Join(' ', places)}"/>""");
            int y = Top + 18 + 22 * i; // the slowest first, as the lines end
            svg.AppendLine($"""<line x1="{Width - Right + 15}" y1="{y - 4}" x2="{Width - Right + 40}" y2="{y - 4}" {style}/>""");
            svg.AppendLine($"""<text x="{Width - Right + 46}" y="{y}">{name}</text>""");
        }

        return svg.AppendLine("</svg>").ToString();

        double X(int count) => Left + (Width - Left - Right) * Math.Log((double)count / steps[0]) / Math.Log((double)steps[^1] / steps[0]);

        double Y(double time) => Top + (Height - Top - Bottom) * (highest - Math.Log10(time)) / (highest - lowest);
    }

    private static string Number(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
