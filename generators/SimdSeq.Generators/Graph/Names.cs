using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>Between Keras's snake_case and C#'s names.</summary>
internal static class Names
{
    public static string Pascal(string snake)
    {
        var parts = snake.Split('_', '/').Where(word => word.Length > 0);
        string words = string.Concat(parts.Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
        return words.Length == 0 || char.IsDigit(words[0]) ? "_" + words : words; // a name in C# begins with no digit
    }

    /// <summary>From C#'s names to Keras's.</summary>
    public static string Snake(string pascal) =>
        string.Concat(pascal.Select((letter, i) => char.IsUpper(letter) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(letter)
            : letter.ToString()));

    public static string Camel(string snake)
    {
        string pascal = Pascal(snake);
        return char.ToLowerInvariant(pascal[0]) + pascal.Substring(1);
    }
}
