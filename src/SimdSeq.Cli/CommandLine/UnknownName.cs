namespace SimdSeq.Cli;

/// <summary>The message about a name that does not exist, with the one that was probably meant.</summary>
internal static class UnknownName
{
    /// <summary>The message.</summary>
    /// <param name="kind">What it should name, for example <c>recipe</c>.</param>
    /// <param name="given">What was given.</param>
    /// <param name="known">The names there are.</param>
    public static string Describe(string kind, string given, IReadOnlyList<string> known)
    {
        string? near = Nearest(given, known);
        string guess = near is null ? "" : $" Did you mean '{near}'?";
        return $"expected one of the {kind}s {string.Join(", ", known)}; got '{given}'.{guess}";
    }

    /// <summary>The known name with the fewest letters to change, or null when none is near.</summary>
    internal static string? Nearest(string given, IReadOnlyList<string> known)
    {
        string? best = known.MinBy(name => Distance(given.ToLowerInvariant(), name.ToLowerInvariant()));
        if (best is null) return null;
        int changes = Distance(given.ToLowerInvariant(), best.ToLowerInvariant());
        return changes <= Math.Max(2, best.Length / 3) ? best : null;
    }

    // Levenshtein 1966: insertions, deletions and replacements.
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
