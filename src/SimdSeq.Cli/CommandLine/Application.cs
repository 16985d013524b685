using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace SimdSeq.Cli;

/// <summary>Runs a command line to its exit code. Nothing that goes wrong gets past it.</summary>
internal static class Application
{
    /// <summary>Runs a command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="session">What to work with.</param>
    /// <param name="cancellation">Stops the command, without leaving anything half-written.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Session session, CancellationToken cancellation = default)
    {
        ParseResult parsed = CommandTree.Create(session).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction) return ReportMistakes(parsed, session.Terminal);
        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = session.Terminal.OutWriter,
                Error = session.Terminal.ErrorWriter,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null, // signals arrive as the cancellation
            };
            return await parsed.InvokeAsync(configuration, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            session.Terminal.Error("cancelled; nothing was left half-written.");
            return ExitCode.Cancelled;
        }
        catch (UsageException e)
        {
            session.Terminal.Error(e.Message);
            return ExitCode.Usage;
        }
        catch (Exception e)
        {
            session.Terminal.Error(Failure.Describe(e));
            return ExitCode.Failure;
        }
    }

    private static int ReportMistakes(ParseResult parsed, Terminal terminal)
    {
        Command command = parsed.CommandResult.Command;
        string[] unknown = [.. parsed.UnmatchedTokens.Where(token => token.StartsWith('-'))];
        foreach (string option in unknown) terminal.Error(UnknownName.Describe("option", option, OptionNames(parsed)));
        if (unknown.Length == 0)
        {
            foreach (string message in Messages(parsed)) terminal.Error(message);
        }

        terminal.Advice($"See '{Path(command)} --help'.");
        return ExitCode.Usage;
    }

    private static IEnumerable<string> Messages(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string[] subcommands = [.. command.Subcommands.Select(sub => sub.Name)];
        if (subcommands.Length > 0 && parsed.UnmatchedTokens.Count > 0)
            return [UnknownName.Describe("command", parsed.UnmatchedTokens[0], subcommands)];
        if (subcommands.Length > 0)
            return [$"expected one of the commands {string.Join(", ", subcommands)} after '{Path(command)}', got nothing."];
        if (command.Arguments.FirstOrDefault() is { Arity.MinimumNumberOfValues: > 0 } argument
            && parsed.GetResult(argument) is not { Tokens.Count: > 0 })
        {
            return [$"expected {argument.Name} after '{Path(command)}', got nothing. {argument.Description}"];
        }

        return parsed.Errors.Select(error => error.Message).Distinct();
    }

    private static string[] OptionNames(ParseResult parsed)
    {
        var names = new List<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult result; at = at.Parent)
        {
            bool isOwn = at == parsed.CommandResult;
            names.AddRange(result.Command.Options.Where(option => isOwn || option.Recursive).Select(option => option.Name));
        }

        return [.. names];
    }

    private static string Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Path(parent)} {command.Name}" : command.Name;
}
