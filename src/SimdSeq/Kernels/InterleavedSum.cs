using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// A sum over features: 16 sums, one for each number modulo 16, which are then added in halves. Over samples, where a vector is one
/// feature of several, or over features, where it is several of one sample: at any width, the same bits.
/// </summary>
internal static class InterleavedSum
{
    /// <summary>The sums.</summary>
    internal const int Parts = 16;

    /// <summary>The sum of them: the second half is added to the first until one is left. They are used up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Of<V, T>(Slab<T> parts)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        for (int half = Parts / 2; half > 0; half /= 2)
        {
            for (int k = 0; k < half; k++) (V.Load(parts, k * V.Count) + V.Load(parts, (k + half) * V.Count)).Store(parts, k * V.Count);
        }

        return V.Load(parts);
    }
}
