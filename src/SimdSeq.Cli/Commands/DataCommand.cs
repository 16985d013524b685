using System.CommandLine;

namespace SimdSeq.Cli;

/// <summary><c>data</c>: the commands around data sets.</summary>
internal static class DataCommand
{
    public static Command Create(Session session) => new("data", "List the data sets and download them")
    {
        new DataListCommand(session),
        new DataGetCommand(session),
    };
}
