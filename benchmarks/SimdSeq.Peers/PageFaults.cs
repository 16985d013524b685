using System.Globalization;

namespace SimdSeq.Peers;

/// <summary>Pages that the process touched for the first time since the system gave them to it.</summary>
internal static class PageFaults
{
    /// <summary>How many an action causes, mean of a few runs; <see cref="double.NaN"/> where the system does not say.</summary>
    public static double Of(Action action)
    {
        const int Runs = 5;
        if (!OperatingSystem.IsLinux()) return double.NaN;
        long before = Count();
        for (int i = 0; i < Runs; i++) action();
        return (Count() - before) / (double)Runs;
    }

    // minflt of proc_pid_stat(5): the eighth field behind the name in parentheses.
    private static long Count()
    {
        string stat = File.ReadAllText("/proc/self/stat");
        return long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[7], CultureInfo.InvariantCulture);
    }
}
