namespace SimdSeq.Cli;

/// <summary>The command line asks for something that does not exist; found out only when the command looked. Ends with
/// <see cref="ExitCode.Usage"/>.</summary>
internal sealed class UsageException(string message) : Exception(message);
