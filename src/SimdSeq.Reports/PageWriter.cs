using System.Globalization;
using System.Text;

namespace SimdSeq;

/// <summary>Writes HTML that is XML too. Text goes through <see cref="Escape"/>, and nothing but markup of this project does not.</summary>
internal sealed class PageWriter
{
    private readonly StringBuilder _page = new();

    /// <summary>Markup of this project.</summary>
    public PageWriter Markup(string markup)
    {
        _page.Append(markup);
        return this;
    }

    /// <summary>Text of anybody.</summary>
    public PageWriter Text(string text)
    {
        _page.Append(Escape(text));
        return this;
    }

    /// <summary>An element with text in it.</summary>
    public PageWriter Element(string name, string text) => Markup($"<{name}>").Text(text).Markup($"</{name}>\n");

    /// <summary>A table of names and values; nothing where there are none.</summary>
    public void Facts(string heading, IReadOnlyList<(string Name, string Value)> facts)
    {
        if (facts.Count == 0) return;
        Markup("<section>").Element("h2", heading).Markup("<div class=\"wide\"><table class=\"facts\">\n");
        foreach (var (name, value) in facts) Markup("<tr>").Element("th", name).Element("td", value).Markup("</tr>\n");
        Markup("</table></div></section>\n");
    }

    /// <inheritdoc/>
    public override string ToString() => _page.ToString();

    /// <summary>A figure, with the digits that matter.</summary>
    public static string Number(double value) =>
        double.IsNaN(value) ? "–" : value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>The text with everything that means something in markup replaced, and with what no page may hold as a question mark.
    /// </summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            string? replaced = rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\t' or '\n' => null,
                < 0x20 or 0xFFFE or 0xFFFF or (>= 0x7F and < 0xA0) => "\uFFFD",
                _ => null,
            };
            if (replaced is null) escaped.Append(rune.ToString());
            else escaped.Append(replaced);
        }

        return escaped.ToString();
    }
}
