using System.CommandLine;
using System.CommandLine.Invocation;

namespace SimdSeq.Cli;

/// <summary><c>--version</c>.</summary>
internal sealed class VersionAction(Session session) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        MachineFacts machine = MachineFacts.Current;
        session.Terminal.OutWriter.WriteLine(
            $"{CommandTree.ProgramName} {machine.Version} ({machine.Runtime}, {machine.Simd}-bit vectors)");
        return ExitCode.Success;
    }
}
