using System.CommandLine;

namespace SimdSeq.Cli;

/// <summary><c>explain</c>: the commands that show why models behave as they do.</summary>
internal static class ExplainCommand
{
    public static Command Create(Session session) => new("explain", "Show what happens inside models")
    {
        new ExplainGradientsCommand(session),
        new ExplainAttentionCommand(session),
    };
}
