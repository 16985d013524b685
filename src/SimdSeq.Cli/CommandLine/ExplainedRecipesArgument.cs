using System.CommandLine;

namespace SimdSeq.Cli;

/// <summary>The argument RECIPE of <c>explain</c>: any number of those that can be explained.</summary>
internal sealed class ExplainedRecipesArgument : Argument<Recipe[]>
{
    /// <summary>Makes the argument.</summary>
    public ExplainedRecipesArgument()
        : base("RECIPE")
    {
        HelpName = "RECIPE";
        Arity = ArgumentArity.ZeroOrMore;
        string[] names = ExplainedRecipes.All.Names();
        Description = $"Recipes to compare: {string.Join(", ", names)} (default: all of them)";
        CustomParser = result =>
        {
            var recipes = new List<Recipe>();
            foreach (string given in result.Tokens.Select(token => token.Value))
            {
                Recipe? recipe = ExplainedRecipes.All.Find(given);
                if (recipe is null) result.AddError(UnknownName.Describe("explained recipe", given, names));
                else if (!recipes.Contains(recipe)) recipes.Add(recipe);
            }

            return [.. recipes];
        };
    }
}
