using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// <c>y[t] = max x[r]</c> over the rows r of a window that are there; zero where none is. Not-a-number wins.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static class MaxPooling
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
                V largest = default, any = default;
                if (!isMasked && end > first) largest = V.Load(x + first * width, i);
                for (int r = isMasked ? first : first + 1; r < end; r++)
                {
                    V value = V.Load(x + r * width, i);
                    if (isMasked)
                    {
                        V isThere = V.Load(mask + r * lanes, i % lanes);
                        largest = V.Select(isThere, V.Select(any, V.Max(value, largest), value), largest);
                        any = V.Select(isThere, isThere, any);
                    }
                    else
                    {
                        largest = V.Max(value, largest);
                    }
                }

                largest.Store(y, i);
            }
        }
    }

    /// <summary>The gradient: the first of the largest rows of a window receives it. Added to <paramref name="dx"/>.</summary>
    /// <param name="x">What <see cref="Forward{V, T}"/> was given.</param>
    /// <param name="mask">Which rows are there.</param>
    /// <param name="isMasked">Whether rows may be missing.</param>
    /// <param name="y">What it answered.</param>
    /// <param name="dy">The gradient of that.</param>
    /// <param name="dx">Added to, <c>[row][feature][lane]</c>.</param>
    /// <param name="features">Features of a row.</param>
    /// <param name="window">The windows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGradient<V, T>(
        Slab<T> x, Slab<T> mask, bool isMasked, Slab<T> y, Slab<T> dy, Slab<T> dx, int features, in PoolWindow window)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes, width = features * lanes;
        V zero = V.Broadcast(default);
        for (int t = 0; t < window.OutputRows; t++, y += width, dy += width)
        {
            int first = window.First(t), end = window.End(t);
            for (int i = 0; i < width; i += V.Count)
            {
                V left = V.Load(dy, i), largest = V.Load(y, i);
                for (int r = first; r < end; r++)
                {
                    V value = V.Load(x + r * width, i);
                    V given = V.WhereGreater(largest, value, zero, left), rest = V.WhereGreater(largest, value, left, zero);
                    if (isMasked)
                    {
                        V isThere = V.Load(mask + r * lanes, i % lanes);
                        given = V.Select(isThere, given, zero);
                        rest = V.Select(isThere, rest, left);
                    }

                    (V.Load(dx + r * width, i) + given).Store(dx + r * width, i);
                    left = rest;
                }
            }
        }
    }

    /// <summary>One more row of one sample: the largest so far.</summary>
    /// <param name="x">The row.</param>
    /// <param name="y">The largest so far, replaced.</param>
    /// <param name="count">Rows so far, counted on.</param>
    /// <param name="features">Features of a row, as whole vectors.</param>
    public static void Step<V, T>(Slab<T> x, Slab<T> y, Slab<T> count, int features)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        bool isFirst = StreamCounter.Next(count) == 0;
        for (int i = 0; i < features; i += V.Count)
        {
            V value = V.Load(x, i);
            (isFirst ? value : V.Max(value, V.Load(y, i))).Store(y, i);
        }
    }
}
