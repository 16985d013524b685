using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace SimdSeq.Kernels;

/// <summary>
/// Pooling of one sample, a window at a time: the last rows lie in a ring, and rows before the first or after the last count for nothing.
/// What is made of a window is that of <see cref="MaxPooling"/> and <see cref="AveragePooling"/>, of its rows in the same order.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static class PoolingStream
{
    /// <summary>The largest of the rows.</summary>
    /// <param name="step">Number of the last row of the window.</param>
    /// <param name="ring">The ring, <c>[rows][features]</c>.</param>
    /// <param name="rows">Its rows, a power of two, at least <paramref name="size"/>.</param>
    /// <param name="y">Receives the answer.</param>
    /// <param name="size">Rows of the window.</param>
    /// <param name="features">Features of a row, as whole vectors.</param>
    /// <param name="end">How many rows there are.</param>
    public static void Max<V, T>(long step, Slab<T> ring, int rows, Slab<T> y, int size, int features, long end = long.MaxValue)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        long first = Math.Max(0, step - size + 1), last = Math.Min(step, end - 1);
        for (int i = 0; i < features; i += V.Count)
        {
            V largest = V.Load(Row(ring, first, rows, features), i);
            for (long row = first + 1; row <= last; row++) largest = V.Max(V.Load(Row(ring, row, rows, features), i), largest);
            largest.Store(y, i);
        }
    }

    /// <summary>The mean of the rows.</summary>
    /// <param name="step">Number of the last row of the window.</param>
    /// <param name="ring">The ring, <c>[rows][features]</c>.</param>
    /// <param name="rows">Its rows, a power of two, at least <paramref name="size"/>.</param>
    /// <param name="y">Receives the answer.</param>
    /// <param name="size">Rows of the window.</param>
    /// <param name="features">Features of a row, as whole vectors.</param>
    /// <param name="end">How many rows there are.</param>
    public static void Average<V, T>(long step, Slab<T> ring, int rows, Slab<T> y, int size, int features, long end = long.MaxValue)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        long first = Math.Max(0, step - size + 1), last = Math.Min(step, end - 1);
        V count = Constant.Of<V, T>(last - first + 1);
        for (int i = 0; i < features; i += V.Count)
        {
            V sum = default;
            for (long row = first; row <= last; row++) sum += V.Load(Row(ring, row, rows, features), i);
            (sum / count).Store(y, i);
        }
    }

    private static Slab<T> Row<T>(Slab<T> ring, long row, int rows, int features) where T : unmanaged =>
        ring + (int)(row & (rows - 1)) * features;
}
