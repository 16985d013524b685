using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace SimdSeq.Cli;

/// <summary>The usual help, and the list of recipes for commands that take one.</summary>
internal sealed class HelpWithRecipes(HelpAction usual, Session session) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int code = usual.Invoke(parseResult);
        if (!parseResult.CommandResult.Command.Arguments.OfType<RecipeArgument>().Any()) return code;
        TextWriter writer = parseResult.InvocationConfiguration.Output;
        writer.WriteLine("Recipes:");
        foreach (string line in session.Recipes.Lines()) writer.WriteLine($"  {line}");
        writer.WriteLine();
        if (parseResult.CommandResult.Command.Options.OfType<Option<SettingValues[]>>().Any()) WriteSizes(writer);
        return code;
    }

    private void WriteSizes(TextWriter writer)
    {
        writer.WriteLine("Sizes that recipes are compiled in:");
        Recipe[] sized = [.. session.Recipes.Where(recipe => recipe.Variants.Count > 0)];
        int width = sized.Select(recipe => recipe.Name.Length).DefaultIfEmpty().Max();
        foreach (Recipe recipe in sized) writer.WriteLine($"  {recipe.Name.PadRight(width)}  {Combinations.SizesOf(recipe)}");
        writer.WriteLine();
    }
}
