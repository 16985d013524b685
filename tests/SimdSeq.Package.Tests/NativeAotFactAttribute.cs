using System.Runtime.InteropServices;
using SimdSeq.Tests;

namespace SimdSeq.Package.Tests;

/// <summary>A test that publishes with NativeAOT; visibly skipped where nothing can link.</summary>
public sealed class NativeAotFactAttribute : FactAttribute
{
    public NativeAotFactAttribute()
    {
        if (RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64))
            Skip = $"NativeAOT does not publish for {RuntimeInformation.ProcessArchitecture}.";
        else if (OperatingSystem.IsLinux() && !ProgramPath.Has("clang") && !ProgramPath.Has("gcc"))
            Skip = "NativeAOT links with clang or gcc, and neither is on the PATH.";
        else if (OperatingSystem.IsMacOS() && !ProgramPath.Has("clang"))
            Skip = "NativeAOT links with clang, which is not on the PATH.";
        else if (OperatingSystem.IsWindows() && !File.Exists(VisualStudioLocator))
            Skip = "NativeAOT links with the C++ tools of Visual Studio, which are not installed.";
    }

    private static string VisualStudioLocator => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86), "Microsoft Visual Studio", "Installer", "vswhere.exe");
}
