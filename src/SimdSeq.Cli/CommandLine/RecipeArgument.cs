using System.CommandLine;
using System.CommandLine.Completions;

namespace SimdSeq.Cli;

/// <summary>The argument RECIPE.</summary>
internal sealed class RecipeArgument : Argument<Recipe>
{
    /// <summary>Makes the argument.</summary>
    public RecipeArgument()
        : base("RECIPE")
    {
        HelpName = "RECIPE";
        Description = $"A recipe: {string.Join(", ", RecipeCatalog.Names)}";
        CompletionSources.Add(_ => RecipeCatalog.Names.Select(name => new CompletionItem(name)));
        CustomParser = result =>
        {
            string given = result.Tokens[0].Value;
            Recipe? recipe = RecipeCatalog.Find(given);
            if (recipe is null) result.AddError(UnknownName.Describe("recipe", given, RecipeCatalog.Names));
            return recipe;
        };
    }
}
