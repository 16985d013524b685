using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SimdSeq.Kernels;

namespace SimdSeq.Cli;

/// <summary>What results were computed with.</summary>
/// <param name="Version">Version of SimdSeq.</param>
/// <param name="Runtime">The .NET runtime, its processor architecture, and whether the code was compiled ahead of time.</param>
/// <param name="Simd">Bits of a vector.</param>
internal sealed record MachineFacts(string Version, string Runtime, int Simd)
{
    /// <summary>Whether the library was built without optimisation, which makes it about a hundred times slower.</summary>
    public static bool IsDebugBuild { get; } =
        typeof(Loss).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true };

    /// <summary>This machine and build.</summary>
    public static MachineFacts Current { get; } = new(
        typeof(MachineFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        $"{RuntimeInformation.FrameworkDescription} {RuntimeInformation.RuntimeIdentifier}"
            + (RuntimeFeature.IsDynamicCodeCompiled ? "" : " NativeAOT"),
        SimdLevel.Bits);
}
