using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// One sample in the lanes of a tile: cut into pieces of as many steps, lane l holds piece l. So a convolution over its steps is the one
/// over a tile, once the rows that lie before a piece, at the end of the pieces before it, have been put there.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static class SamplePieces
{
    /// <summary>
    /// <c>y[k * distance + r]</c>, of each lane, is the step that tap k of a causal convolution meets for row r of the piece:
    /// <c>(taps - 1 - k) * dilation</c> steps before it, zero before the first. The distance is the dilation, or the rows of a piece where
    /// these are fewer.
    /// </summary>
    /// <param name="x">The pieces, <c>[row][feature][lane]</c>.</param>
    /// <param name="xStride">Features from one row of <paramref name="x"/> to the next.</param>
    /// <param name="y">Receives <c>(taps - 1) * distance + rows</c> rows, without gaps; it must not overlap the pieces.</param>
    /// <param name="rows">Rows of a piece.</param>
    /// <param name="features">Features of a row.</param>
    /// <param name="taps">Taps of the convolution.</param>
    /// <param name="dilation">Steps from one to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Extend<V, T>(Slab<T> x, int xStride, Slab<T> y, int rows, int features, int taps, int dilation)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int distance = Math.Min(dilation, rows), width = features * Tile<T>.Lanes;
        for (int tap = 0; tap < taps - 1; tap++)
        {
            for (int row = 0; row < distance; row++, y += width)
            {
                // So many steps before the row, at the end of a piece some pieces earlier.
                long before = (long)(taps - 1 - tap) * dilation - row;
                long pieces = (before + rows - 1) / rows;
                if (pieces >= Tile<T>.Lanes) y.Clear(width);
                else Delay<V, T>(x + (int)(pieces * rows - before) * xStride * Tile<T>.Lanes, y, features, (int)pieces);
            }
        }

        for (int row = 0; row < rows; row++) (x + row * xStride * Tile<T>.Lanes).CopyTo(y + row * width, width);
    }

    // Every lane takes what stood some lanes before it. A store that goes beyond its feature is written over by the next one.
    private static void Delay<V, T>(Slab<T> x, Slab<T> y, int features, int lanes)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V zero = V.Broadcast(default);
        for (int feature = 0; feature < features - 1; feature++, x += Tile<T>.Lanes, y += Tile<T>.Lanes)
        {
            for (int lane = 0; lane < lanes; lane += V.Count) zero.Store(y + lane);
            for (int lane = 0; lane < Tile<T>.Lanes; lane += V.Count) V.Load(x + lane).Store(y + (lanes + lane));
        }

        y.Clear(lanes);
        x.CopyTo(y + lanes, Tile<T>.Lanes - lanes);
    }
}
