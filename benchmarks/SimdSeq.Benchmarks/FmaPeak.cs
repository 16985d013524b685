using System.Runtime.CompilerServices;
using SimdSeq.Kernels;

namespace SimdSeq.Benchmarks;

/// <summary>The most multiply-adds a core can do at one width: ten independent chains that never leave the registers.</summary>
internal static class FmaPeak
{
    private const int Chains = 10;
    private const int Turns = 10_000;

    /// <summary>At the width that the library uses here.</summary>
    public static double Measure() => SimdLevel.Bits switch
    {
        512 => Measure<Vector512Of<float>>(),
        256 => Measure<Vector256Of<float>>(),
        _ => Measure<Vector128Of<float>>(),
    };

    /// <summary>Floating-point operations a second; a multiply-add is two.</summary>
    public static double Measure<V>() where V : struct, IVector<V, float>
    {
        Slab<float> result = Values.Random(Chains * V.Count);
        return 2.0 * Chains * V.Count * Turns / Measurement.Best(() => Chain<V>(result));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Chain<V>(Slab<float> result) where V : struct, IVector<V, float>
    {
        V half = V.Broadcast(0.5f), third = V.Broadcast(1 / 3f);
        V a = half, b = half, c = half, d = half, e = half, f = half, g = half, h = half, i = half, j = half;
        for (int turn = 0; turn < Turns; turn++)
        {
            a = V.MultiplyAdd(a, third, half);
            b = V.MultiplyAdd(b, third, half);
            c = V.MultiplyAdd(c, third, half);
            d = V.MultiplyAdd(d, third, half);
            e = V.MultiplyAdd(e, third, half);
            f = V.MultiplyAdd(f, third, half);
            g = V.MultiplyAdd(g, third, half);
            h = V.MultiplyAdd(h, third, half);
            i = V.MultiplyAdd(i, third, half);
            j = V.MultiplyAdd(j, third, half);
        }
        (a + b + (c + d) + (e + f) + (g + h) + (i + j)).Store(result);
    }
}
