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
            return false;
        }
    }
}
