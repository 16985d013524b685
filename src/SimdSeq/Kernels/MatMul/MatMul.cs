using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// Matrix products over a tile: lanes are samples, so a weight is one number for the whole vector and no size needs padding.
/// </summary>
/// <remarks>
/// <para>Tile operands are <c>[row][feature][lane]</c>: row <c>r</c>, feature <c>f</c> begins at <c>(r * stride + f) * Lanes</c> with
/// the stride in features. Weights are plain <c>[inputs][outputs]</c> with a stride in values and are read in place.</para>
/// <para>Every output has one accumulator that runs over the inputs in ascending order with
/// <see cref="IVector{TSelf, T}.MultiplyAdd"/>. The bits therefore do not depend on the vector width or the block a column falls into, and
/// equal those of <see cref="MatVec"/>. The rounding error of a sum of K products is at most about K half-units in the last place
/// of the sum of their magnitudes.</para>
/// <para>
/// A matrix that exceeds the first-level cache is read faster <see cref="InPanels"/>, into which it is copied once per optimizer step.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static partial class MatMul
{
    /// <summary><c>y[r, n] = bias[n] + sum over k of x[r, k] * weights[k, n]</c>, in each lane.</summary>
    /// <param name="x">Input, <c>[rows][inputs][lane]</c>.</param>
    /// <param name="xStride">Features from one row of <paramref name="x"/> to the next.</param>
    /// <param name="weights">Weights, <c>[inputs][outputs]</c>.</param>
    /// <param name="weightStride">Values from one weight row to the next, or <see cref="InPanels"/>.</param>
    /// <param name="bias">Bias, <c>[outputs]</c>.</param>
    /// <param name="y">Output, <c>[rows][outputs][lane]</c>; written only, so it may hold anything.</param>
    /// <param name="yStride">Features from one row of <paramref name="y"/> to the next.</param>
    /// <param name="rows">Rows, usually time steps.</param>
    /// <param name="inputs">Features of an input row.</param>
    /// <param name="outputs">Features of an output row.</param>
    public static void Affine<V, T>(
        Slab<T> x, int xStride, Slab<T> weights, int weightStride, Slab<T> bias, Slab<T> y, int yStride, int rows, int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        Multiply<V, T, FromBias>(x, xStride, weights, weightStride, bias, y, yStride, rows, inputs, outputs);

    /// <summary>
    /// <c>y[r, n] = sum over k of x[r, k] * weights[k, n]</c>, in each lane; the parameters are those of <see cref="Affine"/>.
    /// </summary>
    /// <remarks>With a <see cref="Transpose"/>d copy of the weights this is the gradient of the input.</remarks>
    public static void Product<V, T>(
        Slab<T> x, int xStride, Slab<T> weights, int weightStride, Slab<T> y, int yStride, int rows, int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        Multiply<V, T, FromZero>(x, xStride, weights, weightStride, default, y, yStride, rows, inputs, outputs);

    /// <summary>
    /// <c>y[r, n] += sum over k of x[r, k] * weights[k, n]</c>, in each lane: the sum in <c>y</c> is continued, not added to
    /// afterwards. The parameters are those of <see cref="Affine"/>.
    /// </summary>
    public static void Accumulate<V, T>(
        Slab<T> x, int xStride, Slab<T> weights, int weightStride, Slab<T> y, int yStride, int rows, int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        Multiply<V, T, FromOutput>(x, xStride, weights, weightStride, default, y, yStride, rows, inputs, outputs);

    /// <summary>
    /// <c>y[n] = bias[n] + sum over k of x[k] * weights[k, n] + sum over k of h[k] * recurrent[k, n]</c>, in each lane: one row and one sum
    /// in this order, with the bits of <see cref="Affine"/> and <see cref="Accumulate"/> one after the other.
    /// </summary>
    /// <param name="x">First input, <c>[inputs][lane]</c>.</param>
    /// <param name="inputs">Its features.</param>
    /// <param name="weights">Its weights, <c>[inputs][outputs]</c>.</param>
    /// <param name="weightStride">Values from one of their rows to the next.</param>
    /// <param name="h">Second input, <c>[units][lane]</c>.</param>
    /// <param name="units">Its features.</param>
    /// <param name="recurrent">Its weights, <c>[units][outputs]</c>.</param>
    /// <param name="recurrentStride">Values from one of their rows to the next.</param>
    /// <param name="bias">Bias, <c>[outputs]</c>.</param>
    /// <param name="y">Output, <c>[outputs][lane]</c>; written only.</param>
    /// <param name="outputs">Features of the output.</param>
    public static void AffineOfTwo<V, T>(
        Slab<T> x, int inputs, Slab<T> weights, int weightStride, Slab<T> h, int units, Slab<T> recurrent, int recurrentStride,
        Slab<T> bias, Slab<T> y, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        Row<V, T, FromBias, TwoTerms>(x, weights, weightStride, bias, y, inputs, outputs, new(h, recurrent, recurrentStride, units));

    /// <summary><see cref="AffineOfTwo"/> without a bias.</summary>
    public static void ProductOfTwo<V, T>(
        Slab<T> x, int inputs, Slab<T> weights, int weightStride, Slab<T> h, int units, Slab<T> recurrent, int recurrentStride,
        Slab<T> y, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        Row<V, T, FromZero, TwoTerms>(x, weights, weightStride, default, y, inputs, outputs, new(h, recurrent, recurrentStride, units));

    private static void Multiply<V, T, TStart>(
        Slab<T> x, int xStride, Slab<T> weights, int weightStride, Slab<T> bias, Slab<T> y, int yStride, int rows, int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        if (SharedWork.IsPossible((long)rows * inputs * outputs))
            MultiplyShared<V, T, TStart>(x, xStride, weights, weightStride, bias, y, yStride, rows, inputs, outputs);
        else
            MultiplyAlone<V, T, TStart>(x, xStride, weights, weightStride, bias, y, yStride, rows, inputs, outputs);
    }

    private static unsafe void MultiplyAlone<V, T, TStart>(
        Slab<T> x, int xStride, Slab<T> weights, int weightStride, Slab<T> bias, Slab<T> y, int yStride, int rows, int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        if (weightStride == InPanels)
        {
            MultiplyPanels<V, T, TStart>(x, xStride, weights, bias, y, yStride, rows, inputs, outputs);
            return;
        }

        // A product over several rows is a convolution of one tap: a weight that is broadcast once serves three rows.
        if (V.Count == Tile<T>.Lanes && rows > 1)
        {
            var block = new TapBlock<T>
            {
                X = x.Address,
                Weights = weights.Address,
                Bias = bias.Address,
                Y = y.Address,
                XColumn = (nint)xStride * Tile<T>.Lanes,
                YColumn = (nint)yStride * Tile<T>.Lanes,
                Taps = 1,
                XInput = Tile<T>.Lanes,
                WeightInput = weightStride,
                Inputs = inputs,
            };
            Convolution.SumRows<V, T, TStart>(block, rows, outputs);
            return;
        }

        for (int r = 0; r < rows; r++)
        {
            Row<V, T, TStart, OneTerm>(x, weights, weightStride, bias, y, inputs, outputs, default);
            x += xStride * Tile<T>.Lanes;
            y += yStride * Tile<T>.Lanes;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row<V, T, TStart, TTerms>(
        Slab<T> x, Slab<T> weights, int weightStride, Slab<T> bias, Slab<T> y, int inputs, int outputs, in SecondTerm<T> second)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
        where TTerms : ITerms
    {
        if (V.Count == Tile<T>.Lanes)
            WholeRow<V, T, TStart, TTerms>(x, weights, weightStride, bias, y, inputs, outputs, second);
        else
            SplitRow<V, T, TStart, TTerms>(x, weights, weightStride, bias, y, inputs, outputs, second);
    }

    /// <summary><c>destination[c][r] = source[r][c]</c>, for weights that a backward pass reads the other way round.</summary>
    /// <param name="source">Matrix, <c>[rows][columns]</c>.</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    /// <param name="sourceStride">Values from one source row to the next.</param>
    /// <param name="destination">Matrix, <c>[columns][rows]</c>; must not overlap the source.</param>
    /// <param name="destinationStride">Values from one destination row to the next.</param>
    public static unsafe void Transpose<T>(
        Slab<T> source, int rows, int columns, int sourceStride, Slab<T> destination, int destinationStride)
        where T : unmanaged
    {
        // Panels of 16 source rows: each destination row then receives a run that fills whole cache lines.
        const int Panel = 16;
        for (int top = 0; top < rows; top += Panel)
        {
            int height = Math.Min(Panel, rows - top);
            T* from = source.Address + (nint)top * sourceStride;
            T* to = destination.Address + top;
            for (int c = 0; c < columns; c++, from++, to += destinationStride)
            {
                T* value = from;
                for (int r = 0; r < height; r++, value += sourceStride)
                    to[r] = *value;
            }
        }
    }
}
