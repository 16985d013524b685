namespace SimdSeq.Cli;

/// <summary>What a list of recipes is asked.</summary>
internal static class RecipeList
{
    /// <summary>Their names.</summary>
    public static string[] Names(this IReadOnlyList<Recipe> recipes) => [.. recipes.Select(recipe => recipe.Name)];

    /// <summary>The recipe with a name, in any case, or null.</summary>
    public static Recipe? Find(this IReadOnlyList<Recipe> recipes, string name) =>
        recipes.FirstOrDefault(recipe => recipe.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A line for each: name and description.</summary>
    public static IEnumerable<string> Lines(this IReadOnlyList<Recipe> recipes)
    {
        int width = recipes.Max(recipe => recipe.Name.Length);
        return recipes.Select(recipe => $"{recipe.Name.PadRight(width)}  {recipe.Description}");
    }
}
