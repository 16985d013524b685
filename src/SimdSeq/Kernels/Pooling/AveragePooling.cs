using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary><c>y[t] = Σ x[r] / n</c> over the n rows r of a window that are there, ascending; zero where none is.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static class AveragePooling
{
    /// <summary>For the samples of a tile.</summary>
    /// <param name="x">Values, <c>[row][feature][lane]</c>.</param>
    /// <param name="mask">Which rows are there, <c>[row][lane]</c>; looked at when <paramref name="isMasked"/>.</param>
    /// <param name="isMasked">Whether rows may be missing.</param>
    /// <param name="y">Receives a row for each window.</param>
    /// <param name="features">Features of a row.</param>
    /// <param name="window">The windows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<V, T>(Slab<T> x, Slab<T> mask, bool isMasked, Slab<T> y, int features, in PoolWindow window)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes, width = features * lanes;
        for (int t = 0; t < window.OutputRows; t++, y += width)
        {
            int first = window.First(t), end = window.End(t);
            for (int i = 0; i < width; i += V.Count)
            {
                V sum = default;
                for (int r = first; r < end; r++)
                {
                    V value = V.Load(x + r * width, i);
                    sum = isMasked ? V.Select(V.Load(mask + r * lanes, i % lanes), sum + value, sum) : sum + value;
                }

                (sum / Rows<V, T>(mask + i % lanes, isMasked, first, end)).Store(y, i);
            }
        }
    }

    /// <summary>The gradient: every row of a window receives its share. Added to <paramref name="dx"/>.</summary>
    /// <param name="mask">Which rows are there.</param>
    /// <param name="isMasked">Whether rows may be missing.</param>
    /// <param name="dy">The gradient of the answer.</param>
    /// <param name="dx">Added to, <c>[row][feature][lane]</c>.</param>
    /// <param name="features">Features of a row.</param>
    /// <param name="window">The windows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGradient<V, T>(Slab<T> mask, bool isMasked, Slab<T> dy, Slab<T> dx, int features, in PoolWindow window)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes, width = features * lanes;
        V zero = V.Broadcast(default);
        for (int t = 0; t < window.OutputRows; t++, dy += width)
        {
            int first = window.First(t), end = window.End(t);
            for (int i = 0; i < width; i += V.Count)
            {
                V share = V.Load(dy, i) / Rows<V, T>(mask + i % lanes, isMasked, first, end);
                for (int r = first; r < end; r++)
                {
                    V given = isMasked ? V.Select(V.Load(mask + r * lanes, i % lanes), share, zero) : share;
                    (V.Load(dx + r * width, i) + given).Store(dx + r * width, i);
                }
            }
        }
    }

    /// <summary>One more row of one sample: the mean so far.</summary>
    /// <param name="x">The row.</param>
    /// <param name="sum">The sum so far, added to.</param>
    /// <param name="count">Rows so far, counted on.</param>
    /// <param name="y">Receives the mean.</param>
    /// <param name="features">Features of a row, as whole vectors.</param>
    public static void Step<V, T>(Slab<T> x, Slab<T> sum, Slab<T> count, Slab<T> y, int features)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V rows = Constant.Of<V, T>(StreamCounter.Next(count) + 1);
        for (int i = 0; i < features; i += V.Count)
        {
            V total = V.Load(sum, i) + V.Load(x, i);
            total.Store(sum, i);
            (total / rows).Store(y, i);
        }
    }

    // One where there is none: the sum is zero then.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Rows<V, T>(Slab<T> mask, bool isMasked, int first, int end)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V one = Constant.Of<V, T>(1);
        if (!isMasked) return Constant.Of<V, T>(Math.Max(1, end - first));
        V count = default;
        for (int r = first; r < end; r++) count = V.Select(V.Load(mask, r * Tile<T>.Lanes), count + one, count);
        return V.Max(count, one);
    }
}
