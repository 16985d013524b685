using System.Runtime.CompilerServices;
using SimdSeq.Kernels;

namespace SimdSeq.Benchmarks;

/// <summary>The most multiply-adds a core can do at one width: ten independent chains that never leave the registers.</summary>
internal static class FmaPeak
{
    private const int Chains = 10;
    private const int Turns = 10_000;

    /// <summary>Floating-point operations a second; a multiply-add is two.</summary>
    public static double Measure<V>() where V : struct, IVector<V, float>
    {
        var (run, flops) = Work<V>();
        return flops / Measurement.Best(run);
    }

    /// <summary>
    /// What runs at the peak, to be timed beside something else, at the width that the library uses here; and its operations.
    /// </summary>
    public static (Action Run, double Flops) Work() => SimdLevel.Bits switch
    {
        512 => Work<Vector512Of<float>>(),
        256 => Work<Vector256Of<float>>(),
        _ => Work<Vector128Of<float>>(),
    };

    private static (Action Run, double Flops) Work<V>() where V : struct, IVector<V, float>
    {
        Slab<float> result = Values.Random(Chains * V.Count);
        return (() => Chain<V>(result), 2.0 * Chains * V.Count * Turns);
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
