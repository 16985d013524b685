using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>The kernels' promises in plain scalar code.</summary>
internal static class Reference
{
    /// <summary>
    /// One rounding where the machine has a fused multiply-add; elsewhere two, which is what the kernels then do as well.
    /// </summary>
    public static T MultiplyAdd<T>(T a, T b, T c) where T : IFloatingPointIeee754<T> =>
        SimdLevel.HasFusedMultiplyAdd ? T.FusedMultiplyAdd(a, b, c) : (a * b) + c;

    /// <summary>The lane sum of a tile, as <c>LaneSum</c> states its order.</summary>
    public static T LaneSum<T>(ReadOnlySpan<T> lanes) where T : IFloatingPointIeee754<T>
    {
        int h = lanes.Length / 4;
        var a = new T[h];
        for (int i = 0; i < h; i++)
            a[i] = (lanes[i] + lanes[i + 2 * h]) + (lanes[i + h] + lanes[i + 3 * h]);
        return h == 2 ? a[0] + a[1] : (a[0] + a[2]) + (a[1] + a[3]);
    }

    /// <summary>Values of every sign and some range, none exactly representable in few bits.</summary>
    public static void Fill<T>(Span<T> values, Random random) where T : IFloatingPointIeee754<T>
    {
        foreach (ref T value in values)
            value = T.CreateChecked((random.NextDouble() - 0.5) * Math.Exp(4 * random.NextDouble()));
    }
}
