using TorchSharp;

namespace SimdSeq.Peers;

/// <summary>Loading libtorch.</summary>
internal static class Torch
{
    /// <summary>
    /// With which allocator it runs, for the head of a report. That of glibc gives memory back and faults it in again in every training
    /// step, which can take longer than the step; at its best libtorch runs with tcmalloc that keeps its memory.
    /// </summary>
    public static string Allocator
    {
        get
        {
            if (!OperatingSystem.IsLinux()) return "libtorch ran with the system's allocator.";
            string preloaded = Environment.GetEnvironmentVariable("LD_PRELOAD") ?? "";
            if (!preloaded.Contains("tcmalloc", StringComparison.Ordinal))
            {
                return "libtorch ran with glibc's allocator, which gives its memory back and faults it in again in every step: "
                    + "the ratios are to libtorch as it comes, not at its best. See \"libtorch at its best\" in benchmarks/README.md.";
            }

            return Environment.GetEnvironmentVariable("TCMALLOC_RELEASE_RATE") == "0"
                ? "libtorch ran with tcmalloc that keeps its memory (TCMALLOC_RELEASE_RATE=0)."
                : "libtorch ran with tcmalloc that gives memory back; set TCMALLOC_RELEASE_RATE=0 for its best.";
        }
    }

    public static bool TryLoad(out string reason)
    {
        try
        {
            using var one = torch.ones(1);
            reason = "";
            return true;
        }
        catch (Exception failure) when (failure is DllNotFoundException or TypeInitializationException or NotSupportedException)
        {
            reason = (failure.InnerException ?? failure).Message.Split('\n')[0];
            // TorchSharp reports a library that does not load as a package that is not referenced.
            if (OperatingSystem.IsLinux())
                reason += " Its native library may not load here: it needs the libstdc++ of GCC 13.2 or newer (GLIBCXX_3.4.32).";
            return false;
        }
    }
}
