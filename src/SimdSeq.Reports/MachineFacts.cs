using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>What a run was computed with.</summary>
internal static class MachineFacts
{
    /// <summary>Name and value of each.</summary>
    public static IReadOnlyList<(string Name, string Value)> Current =>
    [
        ("SimdSeq", Version),
        ("Runtime", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}"),
        ("System", RuntimeInformation.OSDescription),
        ("Processor", Processor()),
        ("Processors", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)),
        ("Vectors", $"{SimdLevel.Bits} bits"),
    ];

    private static string Version =>
        typeof(History).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static string Processor()
    {
        const string Facts = "/proc/cpuinfo", Name = "model name";
        try
        {
            if (OperatingSystem.IsLinux() && File.ReadLines(Facts).FirstOrDefault(
                line => line.StartsWith(Name, StringComparison.Ordinal)) is { } line)
            {
                return line[(line.IndexOf(':') + 1)..].Trim();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // a system that does not tell
        }

        return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
