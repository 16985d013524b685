using SimdSeq.Kernels;

namespace SimdSeq.Tests;

/// <summary>A run that switches a vector tier off must know that it is off: the names of these switches have changed between runtimes.</summary>
public class TierTests
{
    [Fact]
    public void TheTierIsTheOneThisRunAskedFor()
    {
        if (Environment.GetEnvironmentVariable("SIMDSEQ_EXPECT_SIMD") is not { } expected)
        {
            Assert.True(SimdLevel.Bits is 128 or 256 or 512);
            return;
        }

        Assert.Equal(expected, SimdLevel.Bits.ToString());
        if (expected == "128" && System.Runtime.Intrinsics.X86.X86Base.IsSupported) Assert.False(SimdLevel.HasFusedMultiplyAdd);
    }
}
