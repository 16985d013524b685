using System.Globalization;

namespace SimdSeq;

/// <summary>A confusion matrix as a table, a row for each class that it was. Of many classes, what was confused most often.</summary>
internal static class ConfusionTable
{
    private const int MostClasses = 40, MostPairs = 40;

    /// <summary>Writes the section.</summary>
    public static void Write(PageWriter page, long[,] counts, IReadOnlyList<string> names)
    {
        int classes = counts.GetLength(0);
        if (classes == 0) return;
        page.Markup("<section>").Element("h2", "Confusion matrix");
        long all = counts.Cast<long>().Sum(), right = Enumerable.Range(0, classes).Sum(k => counts[k, k]);
        string share = all == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {100.0 * right / all:F2} %");
        page.Element("p", string.Create(CultureInfo.InvariantCulture, $"{right:N0} of {all:N0} right{share}."));
        page.Markup("<div class=\"wide\"><table>\n");
        if (classes <= MostClasses) WriteMatrix(page, counts, classes, Name);
        else WritePairs(page, counts, classes, Name);
        page.Markup("</table></div></section>\n");

        string Name(int k) => k < names.Count ? names[k] : k.ToString(CultureInfo.InvariantCulture);
    }

    private static void WriteMatrix(PageWriter page, long[,] counts, int classes, Func<int, string> name)
    {
        page.Markup("<tr>").Element("th", "it was, answered as");
        for (int k = 0; k < classes; k++) page.Element("th", name(k));
        page.Element("th", "of all").Markup("</tr>\n");
        for (int i = 0; i < classes; i++)
        {
            long ofClass = 0;
            for (int k = 0; k < classes; k++) ofClass += counts[i, k];
            page.Markup("<tr>").Element("th", name(i));
            for (int k = 0; k < classes; k++)
            {
                double shade = ofClass == 0 ? 0 : 0.7 * counts[i, k] / ofClass;
                page.Markup(string.Create(
                    CultureInfo.InvariantCulture, $"<td class=\"count\" style=\"--share: {shade:0.###}\">{counts[i, k]}</td>"));
            }

            page.Element("td", ofClass.ToString(CultureInfo.InvariantCulture)).Markup("</tr>\n");
        }
    }

    private static void WritePairs(PageWriter page, long[,] counts, int classes, Func<int, string> name)
    {
        page.Markup("<tr><th>it was</th><th>answered as</th><th>times</th></tr>\n");
        var pairs = Enumerable.Range(0, classes).SelectMany(i => Enumerable.Range(0, classes).Select(k => (True: i, Answered: k)))
            .Where(pair => pair.True != pair.Answered && counts[pair.True, pair.Answered] > 0)
            .OrderByDescending(pair => counts[pair.True, pair.Answered]).Take(MostPairs);
        foreach (var (i, k) in pairs)
        {
            page.Markup("<tr>").Element("td", name(i)).Element("td", name(k))
                .Element("td", counts[i, k].ToString(CultureInfo.InvariantCulture)).Markup("</tr>\n");
        }
    }
}
