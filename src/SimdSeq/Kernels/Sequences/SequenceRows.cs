using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>Rows of a sequence in other places.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static class SequenceRows
{
    /// <summary><c>y[t] = x[t - shift]</c> where that row exists, else zero.</summary>
    /// <param name="x">Rows.</param>
    /// <param name="y">Receives rows.</param>
    /// <param name="shift">How many rows later a row comes; less than zero: earlier.</param>
    /// <param name="inputRows">Rows of <paramref name="x"/>.</param>
    /// <param name="outputRows">Rows of <paramref name="y"/>.</param>
    /// <param name="width">Values of a row.</param>
    public static void Shift<T>(Slab<T> x, Slab<T> y, int shift, int inputRows, int outputRows, int width) where T : unmanaged
    {
        int from = Math.Clamp(shift, 0, outputRows), to = Math.Clamp(shift + inputRows, from, outputRows);
        y.Clear(from * width);
        (x + (from - shift) * width).CopyTo(y + from * width, (to - from) * width);
        (y + to * width).Clear((outputRows - to) * width);
    }

    /// <summary>The same values in every row and lane: <c>y[t, i] = values[i]</c>.</summary>
    /// <param name="values">Values of a row.</param>
    /// <param name="y">Receives the rows.</param>
    /// <param name="yStride">Features from one row of <paramref name="y"/> to the next.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="features">Features of a row.</param>
    public static void Broadcast<T>(Slab<T> values, Slab<T> y, int yStride, int rows, int features) where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        values.Broadcast(y, features);
        for (int row = 1; row < rows; row++) y.CopyTo(y + row * yStride * lanes, features * lanes);
    }

    /// <summary><c>y[t] = x[t / times]</c>.</summary>
    /// <param name="x">Rows.</param>
    /// <param name="y">Receives <paramref name="times"/> as many.</param>
    /// <param name="times">How often each comes.</param>
    /// <param name="rows">Rows of <paramref name="x"/>.</param>
    /// <param name="width">Values of a row.</param>
    public static void Repeat<T>(Slab<T> x, Slab<T> y, int times, int rows, int width) where T : unmanaged
    {
        for (int row = 0; row < rows; row++, x += width)
        {
            for (int i = 0; i < times; i++, y += width) x.CopyTo(y, width);
        }
    }

    /// <summary>The gradient of <see cref="Repeat{T}"/>: the sum of what a row's copies receive, ascending.</summary>
    /// <param name="dy">Gradient of the copies.</param>
    /// <param name="dx">Receives that of the rows.</param>
    /// <param name="times">How often each came.</param>
    /// <param name="rows">Rows of <paramref name="dx"/>.</param>
    /// <param name="width">Values of a row, as whole vectors.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumRepeats<V, T>(Slab<T> dy, Slab<T> dx, int times, int rows, int width)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        for (int row = 0; row < rows; row++, dx += width, dy += times * width)
        {
            for (int i = 0; i < width; i += V.Count)
            {
                V sum = V.Load(dy, i);
                for (int copy = 1; copy < times; copy++) sum += V.Load(dy + copy * width, i);
                sum.Store(dx, i);
            }
        }
    }

    /// <summary><c>y[t] = x[first + t * stride]</c>.</summary>
    /// <param name="x">Rows.</param>
    /// <param name="y">Receives <paramref name="rows"/> of them.</param>
    /// <param name="first">The first.</param>
    /// <param name="stride">From one to the next.</param>
    /// <param name="rows">How many.</param>
    /// <param name="width">Values of a row.</param>
    public static void Select<T>(Slab<T> x, Slab<T> y, int first, int stride, int rows, int width) where T : unmanaged
    {
        for (int row = 0; row < rows; row++) (x + (first + row * stride) * width).CopyTo(y + row * width, width);
    }

    /// <summary>The gradient of <see cref="Select{T}"/>, added to <paramref name="dx"/>.</summary>
    /// <param name="dy">Gradient of the selected rows.</param>
    /// <param name="dx">That of all rows.</param>
    /// <param name="first">The first that was selected.</param>
    /// <param name="stride">From one to the next.</param>
    /// <param name="rows">How many.</param>
    /// <param name="width">Values of a row, as whole vectors.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSelected<V, T>(Slab<T> dy, Slab<T> dx, int first, int stride, int rows, int width)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        for (int row = 0; row < rows; row++, dy += width)
        {
            Slab<T> sum = dx + (first + row * stride) * width;
            for (int i = 0; i < width; i += V.Count) (V.Load(sum, i) + V.Load(dy, i)).Store(sum, i);
        }
    }
}
