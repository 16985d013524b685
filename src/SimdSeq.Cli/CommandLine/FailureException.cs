namespace SimdSeq.Cli;

/// <summary>A command could not do its work, for a reason the message explains. Ends with <see cref="ExitCode.Failure"/>.</summary>
internal sealed class FailureException(string message) : Exception(message);
