using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace SimdSeq.Kernels;

/// <summary>What this machine gives the kernels.</summary>
public static class SimdLevel
{
    /// <summary>Bits of the vectors the kernels use: 512, 256 or 128.</summary>
    public static int Bits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>
    /// Whether a product and a sum round once. All machines of which this is true compute the same bits, and so do those of which it is
    /// not (WebAssembly, x64 before 2013); one kind agrees with the other within rounding.
    /// </summary>
    public static bool HasFusedMultiplyAdd => Fma.IsSupported || AdvSimd.IsSupported;
}
