using System.Diagnostics;

namespace SimdSeq.Peers;

/// <summary>
/// The allocator that libtorch runs with. That of glibc gives memory back and faults it in again in every training step, which can take
/// longer than the step; at its best libtorch runs with tcmalloc that keeps its memory. A process has one from its start on.
/// </summary>
internal static class Allocator
{
    private const string Library = "libtcmalloc_minimal.so.4", Preload = "LD_PRELOAD", Rate = "TCMALLOC_RELEASE_RATE";

    /// <summary>With which one it runs, for the head of a report.</summary>
    public static string Description => !OperatingSystem.IsLinux() ? "libtorch ran with the system's allocator."
        : !IsThere ? "libtorch ran with glibc's allocator, which gives its memory back and faults it in again in every step: "
            + "the ratios are to libtorch as it comes, not at its best."
        : Environment.GetEnvironmentVariable(Rate) == "0" ? $"libtorch ran at its best: with tcmalloc that keeps its memory ({Rate}=0)."
        : $"libtorch ran with tcmalloc that gives memory back; set {Rate}=0 for its best.";

    /// <summary>What to install where libtorch cannot run at its best; null: nothing.</summary>
    public static string? Missing => OperatingSystem.IsLinux() && !IsThere && Find() is null
        ? $"{Library} was not found: 'apt install libtcmalloc-minimal4' (Debian, Ubuntu) or 'dnf install gperftools-libs' (Fedora) lets "
            + "libtorch run at its best."
        : null;

    private static bool IsThere =>
        (Environment.GetEnvironmentVariable(Preload) ?? "").Contains("tcmalloc", StringComparison.Ordinal);

    /// <summary>Runs this program again with the better allocator, where there is one and this process has not got it.</summary>
    /// <param name="arguments">The arguments of the program.</param>
    /// <returns>Its exit code; null: this process is the one to go on.</returns>
    public static int? RunAtItsBest(string[] arguments)
    {
        if (!OperatingSystem.IsLinux() || IsThere || Find() is not { } library) return null;
        string host = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.Ordinal);
        var start = new ProcessStartInfo(host, isHost ? [typeof(Allocator).Assembly.Location, .. arguments] : arguments);
        start.Environment[Preload] = string.Join(
            ' ', new[] { Environment.GetEnvironmentVariable(Preload), library }.Where(one => !string.IsNullOrEmpty(one)));
        start.Environment[Rate] = "0";
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private static string? Find() =>
        new[] { "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/local/lib" }
        .Select(folder => Path.Combine(folder, Library)).FirstOrDefault(File.Exists);
}
