using TorchSharp;

namespace SimdSeq.Peers;

/// <summary>Loading libtorch.</summary>
internal static class Torch
{
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
