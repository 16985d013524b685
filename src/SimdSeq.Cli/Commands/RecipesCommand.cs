using System.CommandLine;

namespace SimdSeq.Cli;

/// <summary><c>recipes</c>.</summary>
internal sealed class RecipesCommand : Command
{
    public RecipesCommand(Session session)
        : base("recipes", "List the recipes")
    {
        SetAction(_ =>
        {
            foreach (string line in session.Recipes.Lines()) session.Terminal.OutWriter.WriteLine(line);
            return ExitCode.Success;
        });
    }
}
