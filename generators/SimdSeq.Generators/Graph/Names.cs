using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>From Keras's snake_case to C#'s names.</summary>
internal static class Names
{
    public static string Pascal(string snake) =>
        string.Concat(snake.Split('_', '/').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));

    public static string Camel(string snake)
    {
        string pascal = Pascal(snake);
        return char.ToLowerInvariant(pascal[0]) + pascal.Substring(1);
    }
}
