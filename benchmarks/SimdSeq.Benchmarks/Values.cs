using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SimdSeq.Kernels;

namespace SimdSeq.Benchmarks;

/// <summary>Memory that begins at a cache line, filled with small random numbers; it lives as long as the process.</summary>
internal static unsafe class Values
{
    public static Slab<float> Random(int count, float scale = 1)
    {
        const int CacheLine = 64;
        float* values = (float*)NativeMemory.AlignedAlloc((nuint)count * sizeof(float), CacheLine);
        var random = new Random(1);
        for (int i = 0; i < count; i++)
            values[i] = (random.NextSingle() - 0.5f) * scale;

        // A slab is one address; only the library itself makes them.
        return Unsafe.BitCast<nint, Slab<float>>((nint)values);
    }
}
