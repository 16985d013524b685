using System.Globalization;
using System.Text;

namespace SimdSeq;

/// <summary>
/// Curves as inline SVG, in the page's own colours. Axes have round numbers; where all values are above zero and span more than two
/// decades, the scale is logarithmic. A value that is not finite is a gap.
/// </summary>
internal static class LineChart
{
    private const int Width = 640, Height = 300, Left = 64, Right = 14, Top = 34, Bottom = 40;
    private const double Decades = 2;

    /// <summary>The picture.</summary>
    /// <param name="name">What it shows, for who cannot see it.</param>
    /// <param name="across">What the horizontal axis has.</param>
    /// <param name="first">The number of the first value on it.</param>
    /// <param name="curves">Name and values of each curve.</param>
    public static string Draw(
        string name, string across, int first, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> curves)
    {
        double[] finite = [.. curves.SelectMany(curve => curve.Values).Where(double.IsFinite)];
        int count = curves.Max(curve => curve.Values.Count);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\"><title>");
        svg.Append(PageWriter.Escape(name)).Append("</title>\n");
        var scale = ChartScale.Of(finite, Decades);
        foreach (double tick in scale.Ticks)
        {
            string y = Place(Y(scale, tick));
            svg.Append($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y}\" y2=\"{y}\"/>");
            svg.Append($"<text x=\"{Left - 6}\" y=\"{y}\" dy=\"4\" text-anchor=\"end\">{scale.Format(tick)}</text>\n");
        }

        foreach (int at in ChartScale.WholeTicks(first, first + count - 1))
        {
            svg.Append($"<text x=\"{Place(X(at - first, count))}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">");
            svg.Append(CultureInfo.InvariantCulture, $"{at}</text>\n");
        }

        svg.Append($"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 4}\" text-anchor=\"middle\">");
        svg.Append(PageWriter.Escape(across)).Append("</text>\n");
        int right = Left;
        for (int k = 0; k < curves.Count; k++)
        {
            string style = $"class=\"plot s{k % PageStyle.Colours}\"{(k < PageStyle.Colours ? "" : " stroke-dasharray=\"6 4\"")}";
            DrawCurve(svg, style, curves[k].Values, scale, count);
            svg.Append($"<line {style} x1=\"{right}\" x2=\"{right + 22}\" y1=\"15\" y2=\"15\"/>");
            svg.Append($"<text x=\"{right + 28}\" y=\"19\">").Append(PageWriter.Escape(curves[k].Name)).Append("</text>\n");
            right += 50 + 7 * curves[k].Name.Length;
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void DrawCurve(StringBuilder svg, string style, IReadOnlyList<double> values, ChartScale scale, int count)
    {
        for (int from = 0; from < values.Count; from++)
        {
            if (!double.IsFinite(values[from])) continue;
            int to = from;
            while (to + 1 < values.Count && double.IsFinite(values[to + 1])) to++;
            if (to == from)
            {
                svg.Append($"<circle {style} cx=\"{Place(X(from, count))}\" cy=\"{Place(Y(scale, values[from]))}\" r=\"3\"/>\n");
                continue;
            }

            svg.Append($"<polyline {style} points=\"");
            for (; from <= to; from++) svg.Append($"{Place(X(from, count))},{Place(Y(scale, values[from]))} ");
            svg.Append("\"/>\n");
        }
    }

    private static double X(int at, int count) => count <= 1 ? (Left + Width - Right) / 2.0
        : Left + (Width - Left - Right) * (double)at / (count - 1);

    private static double Y(ChartScale scale, double value) => Height - Bottom - (Height - Top - Bottom) * scale.Share(value);

    private static string Place(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
