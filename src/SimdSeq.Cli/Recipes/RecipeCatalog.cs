namespace SimdSeq.Cli;

/// <summary>All recipes. A new one is a file beside this and a line here.</summary>
internal static class RecipeCatalog
{
    /// <summary>The recipes, from simple to elaborate.</summary>
    public static IReadOnlyList<Recipe> Recipes { get; } =
    [
        JenaNaive.Recipe,
        JenaDense.Recipe,
        JenaGru.Recipe,
        JenaSimpleRnn.Recipe,
        JenaLstm.Recipe,
        JenaDropoutGru.Recipe,
        JenaStackedGru.Recipe,
        JenaBidirectionalGru.Recipe,
        JenaReversedGru.Recipe,
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Recipes.Select(recipe => recipe.Name)];

    /// <summary>The recipe with a name, in any case, or null.</summary>
    public static Recipe? Find(string name) =>
        Recipes.FirstOrDefault(recipe => recipe.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A line for each: name and description.</summary>
    public static IEnumerable<string> Lines()
    {
        int width = Names.Max(name => name.Length);
        return Recipes.Select(recipe => $"{recipe.Name.PadRight(width)}  {recipe.Description}");
    }
}
