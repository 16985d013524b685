using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// Products of one vector with a matrix, for one sample at a time (streaming, a batch of one): lanes are output units and an input is
/// one number for the whole vector.
/// </summary>
/// <remarks>
/// Every output has one accumulator that runs over the inputs in ascending order, as in <see cref="MatMul"/>: a sample has the same
/// bits in a stream and in a batch. What does not fill a vector is done in narrower ones, so nothing outside the stated sizes is read
/// or written.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static partial class MatVec
{
    /// <summary><c>y[n] = bias[n] + sum over k of x[k] * weights[k, n]</c>.</summary>
    /// <param name="x">Input, <c>[inputs]</c>.</param>
    /// <param name="weights">Weights, <c>[inputs][outputs]</c>.</param>
    /// <param name="weightStride">Values from one weight row to the next, or <see cref="MatMul.InPanels"/>.</param>
    /// <param name="bias">Bias, <c>[outputs]</c>.</param>
    /// <param name="y">Output, <c>[outputs]</c>; written only, so it may hold anything. Must not overlap <paramref name="x"/>.</param>
    /// <param name="inputs">Input values.</param>
    /// <param name="outputs">Output values.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Affine<V, T>(Slab<T> x, Slab<T> weights, int weightStride, Slab<T> bias, Slab<T> y, int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        Multiply<V, T, FromBias>(x, weights, weightStride, bias, y, inputs, outputs);

    /// <summary><c>y[n] = sum over k of x[k] * weights[k, n]</c>; the parameters are those of <see cref="Affine"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Product<V, T>(Slab<T> x, Slab<T> weights, int weightStride, Slab<T> y, int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        Multiply<V, T, FromZero>(x, weights, weightStride, default, y, inputs, outputs);

    /// <summary>
    /// <c>y[n] += sum over k of x[k] * weights[k, n]</c>, continuing the sum in <c>y</c>; the parameters are those of <see
    /// cref="Affine"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate<V, T>(Slab<T> x, Slab<T> weights, int weightStride, Slab<T> y, int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        Multiply<V, T, FromOutput>(x, weights, weightStride, default, y, inputs, outputs);

    /// <summary>
    /// Copies blocks of columns of a matrix, so that they lie in another order or begin at whole vectors:
    /// <c>destination[r, b, u] = source[r, b, u]</c>. What lies between the blocks of the destination stays as it is.
    /// </summary>
    /// <param name="source">First of the columns, <c>[rows][blocks][units]</c>.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="blocks">Neighbouring blocks.</param>
    /// <param name="units">Columns of a block.</param>
    /// <param name="sourceStride">Values from one row to the next.</param>
    /// <param name="destination">Receives the columns.</param>
    /// <param name="blockStride">Values from one block to the next in the destination.</param>
    /// <param name="destinationStride">Values from one row to the next in the destination.</param>
    public static void PackBlocks<T>(
        Slab<T> source, int rows, int blocks, int units, int sourceStride, Slab<T> destination, int blockStride, int destinationStride)
        where T : unmanaged
    {
        for (int r = 0; r < rows; r++)
        {
            for (int b = 0; b < blocks; b++)
                (source + r * sourceStride + b * units).CopyTo(destination + r * destinationStride + b * blockStride, units);
        }
    }

    private static void MultiplyPanels<V, T, TStart>(Slab<T> x, Slab<T> weights, Slab<T> bias, Slab<T> y, int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        for (int n = 0; n < outputs; n += MatMul.ColumnsOfPanel)
        {
            int width = Math.Min(MatMul.ColumnsOfPanel, outputs - n);
            Multiply<V, T, TStart>(x, weights + n * inputs, width, bias + n, y + n, inputs, width);
        }
    }

    /// <summary>Emitted code states its sizes: inlined there, all of this but one call (two, of 16 vectors) is dropped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply<V, T, TStart>(
        Slab<T> x, Slab<T> weights, int weightStride, Slab<T> bias, Slab<T> y, int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        if (weightStride == MatMul.InPanels)
            MultiplyPanels<V, T, TStart>(x, weights, bias, y, inputs, outputs);
        else if (outputs == 1 && weightStride == 1)
            Chain<T, TStart>(x, weights, bias, y, inputs);
        else if (outputs == V.Count)
            Block<V, T, TStart, Of1>(x, weights, weightStride, bias, y, inputs);
        else if (outputs == 2 * V.Count)
            Block<V, T, TStart, Of2>(x, weights, weightStride, bias, y, inputs);
        else if (outputs == 4 * V.Count)
            Block<V, T, TStart, Of4>(x, weights, weightStride, bias, y, inputs);
        else if (outputs == 6 * V.Count)
            Block<V, T, TStart, Of6>(x, weights, weightStride, bias, y, inputs);
        else if (outputs == 8 * V.Count)
            Block<V, T, TStart, Of8>(x, weights, weightStride, bias, y, inputs);
        else if (outputs == 12 * V.Count)
            Block<V, T, TStart, Of12>(x, weights, weightStride, bias, y, inputs);
        else if (outputs == 16 * V.Count)
        {
            Block<V, T, TStart, Of8>(x, weights, weightStride, bias, y, inputs);
            Block<V, T, TStart, Of8>(x, weights + 8 * V.Count, weightStride, bias + 8 * V.Count, y + 8 * V.Count, inputs);
        }
        else
            InBlocks<V, T, TStart>(x, weights, weightStride, bias, y, inputs, outputs);
    }

    /// <summary>Any number of outputs: the largest blocks first, what does not fill a vector in narrower ones.</summary>
    private static void InBlocks<V, T, TStart>(
        Slab<T> x, Slab<T> weights, int weightStride, Slab<T> bias, Slab<T> y, int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        int n = 0;
        // Four vectors at the end would wait for their sums: two blocks of eight take them in.
        for (; outputs - n >= 12 * V.Count && (outputs - n) / V.Count != 16; n += 12 * V.Count)
            Block<V, T, TStart, Of12>(x, weights + n, weightStride, bias + n, y + n, inputs);
        for (; outputs - n >= 8 * V.Count; n += 8 * V.Count)
            Block<V, T, TStart, Of8>(x, weights + n, weightStride, bias + n, y + n, inputs);
        if (outputs - n >= 6 * V.Count)
        {
            Block<V, T, TStart, Of6>(x, weights + n, weightStride, bias + n, y + n, inputs);
            n += 6 * V.Count;
        }
        if (outputs - n >= 4 * V.Count)
        {
            Block<V, T, TStart, Of4>(x, weights + n, weightStride, bias + n, y + n, inputs);
            n += 4 * V.Count;
        }
        if (outputs - n >= 2 * V.Count)
        {
            Block<V, T, TStart, Of2>(x, weights + n, weightStride, bias + n, y + n, inputs);
            n += 2 * V.Count;
        }
        if (outputs - n >= V.Count)
        {
            Block<V, T, TStart, Of1>(x, weights + n, weightStride, bias + n, y + n, inputs);
            n += V.Count;
        }
        if (n == outputs)
            return;

        if (typeof(V) == typeof(Vector512Of<T>))
            InBlocks<Vector256Of<T>, T, TStart>(x, weights + n, weightStride, bias + n, y + n, inputs, outputs - n);
        else if (typeof(V) == typeof(Vector256Of<T>))
            InBlocks<Vector128Of<T>, T, TStart>(x, weights + n, weightStride, bias + n, y + n, inputs, outputs - n);
        else
            InBlocks<ScalarOf<T>, T, TStart>(x, weights + n, weightStride, bias + n, y + n, inputs, outputs - n);
    }

    /// <summary>
    /// One output: a chain of dependent sums. It takes few instructions, so that the processor can run ahead to what follows.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Chain<T, TStart>(Slab<T> x, Slab<T> weights, Slab<T> bias, Slab<T> y, int inputs)
        where T : unmanaged
        where TStart : ISumStart
    {
        var sum = TStart.OverUnits<ScalarOf<T>, T>(bias, y);
        int k = 0;
        for (; k <= inputs - 8; k += 8, x += 8, weights += 8)
        {
            sum = Next(x, weights, 0, sum);
            sum = Next(x, weights, 1, sum);
            sum = Next(x, weights, 2, sum);
            sum = Next(x, weights, 3, sum);
            sum = Next(x, weights, 4, sum);
            sum = Next(x, weights, 5, sum);
            sum = Next(x, weights, 6, sum);
            sum = Next(x, weights, 7, sum);
        }
        for (; k < inputs; k++, x += 1, weights += 1)
            sum = Next(x, weights, 0, sum);
        sum.Store(y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ScalarOf<T> Next<T>(Slab<T> x, Slab<T> weights, int k, ScalarOf<T> sum) where T : unmanaged =>
        ScalarOf<T>.MultiplyAdd(ScalarOf<T>.Load(x, k), ScalarOf<T>.Load(weights, k), sum);
}
