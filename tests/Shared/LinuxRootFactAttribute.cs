namespace SimdSeq.Tests;

/// <summary>A fact about owners, devices or mounts, which takes Linux's root.</summary>
public sealed class LinuxRootFactAttribute : FactAttribute
{
    /// <param name="mounts">Whether it mounts something, which containers seldom allow.</param>
    public LinuxRootFactAttribute(bool mounts = false)
    {
        if (!OperatingSystem.IsLinux()) Skip = "Owners, devices and mounts are tried on Linux.";
        else if (!Environment.IsPrivilegedProcess) Skip = "Only root gives files away, makes devices, and acts as another user.";
        else if (mounts && !Mount.IsAllowed) Skip = "Nothing may be mounted here.";
    }
}
