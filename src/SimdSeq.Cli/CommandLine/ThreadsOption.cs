using System.CommandLine;

namespace SimdSeq.Cli;

/// <summary><c>--threads</c>.</summary>
internal static class ThreadsOption
{
    private const int Most = 1024;

    /// <summary>A thread for each processor.</summary>
    public static int Default => Math.Min(Environment.ProcessorCount, Most);

    /// <summary>Makes the option.</summary>
    public static Option<int?> Create() =>
        NumberOption.Whole("--threads", "Threads; they change the time, never the result (default: one for each processor)", 1, Most);
}
