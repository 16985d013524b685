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
        return code;
    }
}
