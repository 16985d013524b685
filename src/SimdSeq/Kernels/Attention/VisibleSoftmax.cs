using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>The ends of a softmax of which some scores, or all, may not be seen: these are minus infinity.</summary>
internal static class VisibleSoftmax
{
    /// <summary>
    /// What is subtracted from the scores: the largest, or 0 where none is seen, as minus infinity less itself is no number.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Shift<V, T>(V largest) where V : struct, IVector<V, T> where T : unmanaged =>
        V.WhereGreater(largest, Constant.Of<V, T>(double.NegativeInfinity), largest, default);

    /// <summary>
    /// 1 over the sum of the weights, or 0 where none is seen: the largest score that is seen weighs 1. Not-a-number stays.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Reciprocal<V, T>(V sum) where V : struct, IVector<V, T> where T : unmanaged =>
        V.WhereGreater(Constant.Of<V, T>(0.5), sum, default, Constant.Of<V, T>(1) / sum);
}
