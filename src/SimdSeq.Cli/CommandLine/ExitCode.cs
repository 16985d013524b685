namespace SimdSeq.Cli;

/// <summary>What the process answers to its caller.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>It could not be done: data, disk, network, a diverging training.</summary>
    public const int Failure = 1;

    /// <summary>The command line asks for something that does not exist.</summary>
    public const int Usage = 2;

    /// <summary>Stopped by Ctrl-C or a termination signal; the shells' 128 + SIGINT.</summary>
    public const int Cancelled = 130;
}
