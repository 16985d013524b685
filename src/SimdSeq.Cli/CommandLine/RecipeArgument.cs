using System.CommandLine;

namespace SimdSeq.Cli;

/// <summary>The argument RECIPE.</summary>
internal sealed class RecipeArgument : Argument<Recipe>
{
    /// <summary>Makes the argument.</summary>
    public RecipeArgument(IReadOnlyList<Recipe> recipes)
        : base("RECIPE")
    {
        HelpName = "RECIPE";
        string[] names = recipes.Names();
        Description = $"A recipe: {string.Join(", ", names)}";
        CustomParser = result =>
        {
            string given = result.Tokens[0].Value;
            Recipe? recipe = recipes.Find(given);
            if (recipe is null) result.AddError(UnknownName.Describe("recipe", given, names));
            return recipe;
        };
    }
}
