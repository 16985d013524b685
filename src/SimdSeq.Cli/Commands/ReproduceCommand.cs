using System.CommandLine;

namespace SimdSeq.Cli;

/// <summary><c>reproduce</c> and what it can reproduce.</summary>
internal static class ReproduceCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Session session) => new(
        "reproduce", "Train all that a published table needs, and print the table beside it")
    {
        new ReproducePaperCommand(session),
    };
}
