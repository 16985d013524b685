using System.CommandLine;
using System.CommandLine.Help;

namespace SimdSeq.Cli;

/// <summary>All commands. A new one is a class in <c>Commands</c> and a line here.</summary>
internal static class CommandTree
{
    /// <summary>The name the program is called by.</summary>
    public const string ProgramName = "simdseq";

    /// <summary>Builds the tree.</summary>
    public static Command Create(Session session)
    {
        // A RootCommand would take its name from the running executable, which under 'dotnet run' is another.
        var root = new Command(ProgramName, "Sequence models compiled to SIMD code: train, evaluate, forecast, generate, explain.")
        {
            DataCommand.Create(session),
            new RecipesCommand(session),
            new TrainCommand(session),
            new SweepCommand(session),
            new EvaluateCommand(session),
            new ForecastCommand(session),
            new GenerateCommand(session),
            new TranslateCommand(session),
            new InspectCommand(session),
            ReproduceCommand.Create(session),
            ExplainCommand.Create(session),
            new BenchCommand(session),
        };
        var help = new HelpOption { Description = "Show help and usage", Recursive = true };
        help.Action = new HelpWithRecipes((HelpAction)help.Action!, session);
        root.Add(help);
        root.Add(new Option<bool>("--version")
        {
            Description = "Show the version, the runtime and the vector width",
            Action = new VersionAction(session),
        });
        root.SetAction(parsed => ShowHelp(parsed, help));
        return root;
    }

    private static int ShowHelp(ParseResult parsed, HelpOption help)
    {
        ((HelpWithRecipes)help.Action!).Invoke(parsed);
        return ExitCode.Usage;
    }
}
