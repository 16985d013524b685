using System.Globalization;
using System.Net;
using System.Text;

namespace SimdSeq.Cli;

/// <summary>An <see cref="AttentionMap"/> as an SVG picture: a row for each step that asks, darker where it looks.</summary>
internal static class AttentionChart
{
    private const int Cell = 26, Margin = 20, Title = 50, Letter = 8;

    /// <summary>The picture.</summary>
    public static string Draw(AttentionMap map)
    {
        int left = Margin + Letter * map.Asking.Max(name => name.Length) + Letter;
        int top = Title + Letter * map.Asked.Max(name => name.Length);
        int width = Math.Max(left + Cell * map.Asked.Count, left + Letter * map.Title.Length) + Margin;
        int height = top + Cell * map.Asking.Count + Margin;
        var svg = new StringBuilder();
        svg.Append($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" """);
        svg.AppendLine("""font-family="sans-serif" font-size="13">""");
        svg.AppendLine($"""<rect width="{width}" height="{height}" fill="white"/>""");
        svg.AppendLine($"""<text x="{Margin}" y="24" font-size="16">{Text(map.Title)}</text>""");
        for (int column = 0; column < map.Asked.Count; column++)
        {
            int x = left + Cell * column + Cell / 2 + 4, y = top - 6;
            svg.AppendLine($"""<text x="{x}" y="{y}" transform="rotate(-90 {x} {y})">{Text(map.Asked[column])}</text>""");
        }

        for (int row = 0; row < map.Asking.Count; row++)
        {
            int y = top + Cell * row;
            svg.AppendLine($"""<text x="{left - Letter}" y="{y + Cell / 2 + 4}" text-anchor="end">{Text(map.Asking[row])}</text>""");
            for (int column = 0; column < map.Asked.Count; column++)
            {
                if (map.At(row, column) is not { } asked) continue;
                string weight = map.Weights[row][column].ToString("F3", CultureInfo.InvariantCulture);
                svg.Append($"""<rect x="{left + Cell * column}" y="{y}" width="{Cell - 1}" height="{Cell - 1}" fill="#0072b2" """);
                svg.Append($"""fill-opacity="{weight}" stroke="#dddddd"><title>""");
                svg.AppendLine($"{Text(map.Asking[row])} looks at {Text(asked)}: {weight}</title></rect>");
            }
        }

        return svg.AppendLine("</svg>").ToString();
    }

    // A character that XML cannot have may be a token.
    private static string Text(string text) =>
        WebUtility.HtmlEncode(string.Concat(text.EnumerateRunes().Select(rune => Rune.IsControl(rune) ? "\uFFFD" : rune.ToString())));
}
