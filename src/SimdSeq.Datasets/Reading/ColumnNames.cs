using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SimdSeq.Datasets;

/// <summary>Names of a file's columns.</summary>
internal static partial class ColumnNames
{
    /// <summary>A name as readers compare it: without marks that nobody sees, and with every white space as one space.</summary>
    public static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            if (!char.IsWhiteSpace(c))
            {
                if (!char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format) clean.Append(c);
            }
            else if (clean.Length > 0 && clean[^1] != ' ')
            {
                clean.Append(' ');
            }
        }

        return clean.ToString().TrimEnd();
    }

    /// <summary>The first name that occurs more than once, or null.</summary>
    public static string? Twice(IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return names.FirstOrDefault(name => !seen.Add(name));
    }

    /// <summary>Whether a name is the one that pandas gives to a column without one when it reads a file.</summary>
    public static bool IsPlaceholder(string name) => Placeholder().IsMatch(name);

    /// <summary>Whether two names that are not equal seem to mean the same quantity: they differ in case, white space or unit.</summary>
    public static bool AreAlike(string a, string b) => Quantity(a).Equals(Quantity(b), StringComparison.OrdinalIgnoreCase);

    private static string Quantity(string name)
    {
        int unit = name.AsSpan().IndexOfAny('(', '[');
        return (unit > 0 ? name[..unit] : name).Replace(" ", "", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^Unnamed: ?[0-9]+(_level_[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
