using System.Runtime.Intrinsics.Arm;
using SimdSeq.Kernels;

namespace SimdSeq.Tests;

/// <summary>
/// A run that switches a vector tier off must know that it is off: the names of these switches have changed between runtimes.
/// </summary>
public class TierTests
{
    [Fact]
    public void TheTierIsTheOneThisRunAskedFor()
    {
        if (Environment.GetEnvironmentVariable("SIMDSEQ_EXPECT_SIMD") is not { Length: > 0 } expected)
        {
            Assert.True(SimdLevel.Bits is 128 or 256 or 512);
            return;
        }

        Assert.Equal(expected, SimdLevel.Bits.ToString());
        // On x64 the fused multiply-add comes and goes with AVX2; Arm64 always has it.
        Assert.Equal(expected != "128" || AdvSimd.IsSupported, SimdLevel.HasFusedMultiplyAdd);
    }
}
