namespace SimdSeq.Datasets;

/// <summary>What error messages quote of a file: on one line, and short whatever the file holds.</summary>
internal static class Excerpt
{
    private const int Longest = 120;
    private const int MostNamed = 5;

    /// <summary>A text, or its beginning and three dots.</summary>
    public static string Of(string text)
    {
        bool whole = text.Length <= 2 * Longest;
        string line = (whole ? text : text[..(2 * Longest)]).TrimEnd().ReplaceLineEndings(" ");
        return whole && line.Length <= Longest ? line : line[..Math.Min(line.Length, Longest - 3)] + "...";
    }

    /// <summary>Some of many names, and how many there are.</summary>
    public static string Of(IReadOnlyCollection<string> names) => names.Count == 0
        ? "nothing"
        : string.Join(", ", names.Take(MostNamed).Select(Of)) + (names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "");

    /// <summary>Some of many names as C# has a list of them.</summary>
    public static string ListOf(IReadOnlyCollection<string> names)
    {
        int length = 0;
        string[] some =
        [
            .. names.TakeWhile(name => (length += name.Length) <= Longest)
                .Select(name => $"\"{name.ReplaceLineEndings(" ").Replace("\\", "\\\\").Replace("\"", "\\\"")}\""),
        ];
        return $"[{string.Join(", ", some.Length == names.Count ? some : [.. some, "..."])}]";
    }
}
