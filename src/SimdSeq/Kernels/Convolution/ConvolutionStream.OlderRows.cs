using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>
/// What the rows before a step give to it. A sum is one chain of products that wait for one another, and a convolution waits for the one
/// before it; but for the newest row all are there before the step, so the chains of two convolutions can run side by side.
/// </content>
public static unsafe partial class ConvolutionStream
{
    /// <summary><c>y = bias +</c> the sums over all taps but the last, of two convolutions of the same sizes.</summary>
    /// <param name="first">One of them.</param>
    /// <param name="second">The other.</param>
    /// <param name="taps">Taps.</param>
    /// <param name="inputs">Inputs of an output.</param>
    /// <param name="filters">Outputs that have a bias.</param>
    /// <param name="outputs">Outputs, and values from the weights of an input to those of the next.</param>
    public static void SumOlderRows<V, T>(
        in StreamedRows<T> first, in StreamedRows<T> second, int taps, int inputs, int filters, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        long row = first.OldestRow(taps), otherRow = second.OldestRow(taps);
        if (row < 0 || otherRow < 0 || (outputs != V.Count && outputs != 2 * V.Count && outputs != 4 * V.Count))
        {
            SumOlderRows<V, T>(first, taps, inputs, filters, outputs);
            SumOlderRows<V, T>(second, taps, inputs, filters, outputs);
            return;
        }

        first.Begin(filters);
        second.Begin(filters);
        if (outputs == V.Count) Sum<V, T, Of1>(first, row, second, otherRow, taps, inputs);
        else if (outputs == 2 * V.Count) Sum<V, T, Of2>(first, row, second, otherRow, taps, inputs);
        else Sum<V, T, Of4>(first, row, second, otherRow, taps, inputs);
    }

    /// <summary>The same of one convolution.</summary>
    /// <param name="one">The convolution.</param>
    /// <param name="taps">Taps.</param>
    /// <param name="inputs">Inputs of an output.</param>
    /// <param name="filters">Outputs that have a bias.</param>
    /// <param name="outputs">Outputs, and values from the weights of an input to those of the next.</param>
    public static void SumOlderRows<V, T>(in StreamedRows<T> one, int taps, int inputs, int filters, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        one.Begin(filters);
        long step = StreamCounter.Value(one.Position);
        Accumulate<V, T>(
            step - one.Dilation, one.Ring, one.Rows, inputs, one.Weights, outputs, one.Y, taps - 1, one.Dilation, inputs, outputs);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Sum<V, T, TSize>(
        in StreamedRows<T> first, long row, in StreamedRows<T> second, long otherRow, int taps, int inputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TSize : IBlockSize
    {
        UnitSums<V, T, TSize> a = new(first.Y), b = new(second.Y);
        Slab<T> w = first.Weights, v = second.Weights;
        int stride = TSize.Size * V.Count;
        for (int tap = 1; tap < taps; tap++, row += first.Dilation, otherRow += second.Dilation)
        {
            Slab<T> x = first.RowAt(row, inputs), other = second.RowAt(otherRow, inputs);
            int k = 0;
            for (; k <= inputs - 4; k += 4, w += 4 * stride, v += 4 * stride)
            {
                V.BroadcastFour(x + k, out V x0, out V x1, out V x2, out V x3);
                V.BroadcastFour(other + k, out V other0, out V other1, out V other2, out V other3);
                a.Add(w, x0);
                b.Add(v, other0);
                a.Add(w + stride, x1);
                b.Add(v + stride, other1);
                a.Add(w + 2 * stride, x2);
                b.Add(v + 2 * stride, other2);
                a.Add(w + 3 * stride, x3);
                b.Add(v + 3 * stride, other3);
            }

            for (; k < inputs; k++, w += stride, v += stride)
            {
                a.Add(w, V.Broadcast(x[k]));
                b.Add(v, V.Broadcast(other[k]));
            }
        }

        a.Store(first.Y);
        b.Store(second.Y);
    }
}

/// <summary>A streamed convolution between two steps.</summary>
/// <param name="Ring">Its ring, <c>[rows][inputs]</c>.</param>
/// <param name="Rows">Rows of it, a power of two.</param>
/// <param name="Position">Where the number of the coming step lies.</param>
/// <param name="Dilation">Steps from one tap to the next.</param>
/// <param name="Weights">Weights, <c>[taps][inputs][outputs]</c>.</param>
/// <param name="Bias">The bias, or nothing.</param>
/// <param name="Y">Receives the sums.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public readonly unsafe record struct StreamedRows<T>(
    Slab<T> Ring, int Rows, Slab<T> Position, int Dilation, Slab<T> Weights, Slab<T> Bias, Slab<T> Y)
    where T : unmanaged
{
    internal long OldestRow(int taps) => StreamCounter.Value(Position) - (long)(taps - 1) * Dilation;

    internal Slab<T> RowAt(long row, int inputs) => Ring + (int)(row & (Rows - 1)) * inputs;

    internal void Begin(int filters)
    {
        if (Bias.Address is null) Y.Clear(filters);
        else Bias.CopyTo(Y, filters);
    }
}
