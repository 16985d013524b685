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
public static class VectorProduct
{
    /// <summary><c>y[n] = bias[n] + sum over k of x[k] * weights[k, n]</c>.</summary>
    /// <param name="x">Input, <c>[inputs]</c>.</param>
    /// <param name="weights">Weights, <c>[inputs][outputs]</c>.</param>
    /// <param name="weightStride">Values from one weight row to the next.</param>
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

    /// <summary>Emitted code states its sizes: inlined there, all of this but one call is dropped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply<V, T, TStart>(
        Slab<T> x, Slab<T> weights, int weightStride, Slab<T> bias, Slab<T> y, int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        if (outputs == 1)
            Block<ScalarOf<T>, T, TStart, Of1>(x, weights, weightStride, bias, y, inputs);
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
        for (; outputs - n >= 12 * V.Count; n += 12 * V.Count)
            Block<V, T, TStart, Of12>(x, weights + n, weightStride, bias + n, y + n, inputs);
        if (outputs - n >= 8 * V.Count)
        {
            Block<V, T, TStart, Of8>(x, weights + n, weightStride, bias + n, y + n, inputs);
            n += 8 * V.Count;
        }
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

    /// <summary><c>TSize</c> neighbouring vectors of outputs, in registers throughout.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Block<V, T, TStart, TSize>(
        Slab<T> x, Slab<T> weights, int weightStride, Slab<T> bias, Slab<T> y, int inputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
        where TSize : IBlockSize
    {
        V a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default;
        V a6 = default, a7 = default, a8 = default, a9 = default, a10 = default, a11 = default;
        a0 = TStart.OverUnits<V, T>(bias, y);
        if (TSize.Size > 1)
            a1 = TStart.OverUnits<V, T>(bias + V.Count, y + V.Count);
        if (TSize.Size > 2)
        {
            a2 = TStart.OverUnits<V, T>(bias + 2 * V.Count, y + 2 * V.Count);
            a3 = TStart.OverUnits<V, T>(bias + 3 * V.Count, y + 3 * V.Count);
        }
        if (TSize.Size > 4)
        {
            a4 = TStart.OverUnits<V, T>(bias + 4 * V.Count, y + 4 * V.Count);
            a5 = TStart.OverUnits<V, T>(bias + 5 * V.Count, y + 5 * V.Count);
        }
        if (TSize.Size > 6)
        {
            a6 = TStart.OverUnits<V, T>(bias + 6 * V.Count, y + 6 * V.Count);
            a7 = TStart.OverUnits<V, T>(bias + 7 * V.Count, y + 7 * V.Count);
        }
        if (TSize.Size > 8)
        {
            a8 = TStart.OverUnits<V, T>(bias + 8 * V.Count, y + 8 * V.Count);
            a9 = TStart.OverUnits<V, T>(bias + 9 * V.Count, y + 9 * V.Count);
            a10 = TStart.OverUnits<V, T>(bias + 10 * V.Count, y + 10 * V.Count);
            a11 = TStart.OverUnits<V, T>(bias + 11 * V.Count, y + 11 * V.Count);
        }

        Slab<T> w = weights;
        T* input = x.Address, end = input + inputs;
        if (TSize.Size == 1)
        {
            // One chain of sums leaves the processor idle: let it run ahead to what follows.
            for (; end - input >= 4; input += 4, w += weightStride)
            {
                a0 = V.MultiplyAddLoad(w, V.Broadcast(input[0]), a0);
                w += weightStride;
                a0 = V.MultiplyAddLoad(w, V.Broadcast(input[1]), a0);
                w += weightStride;
                a0 = V.MultiplyAddLoad(w, V.Broadcast(input[2]), a0);
                w += weightStride;
                a0 = V.MultiplyAddLoad(w, V.Broadcast(input[3]), a0);
            }
        }
        for (; input < end; input++, w += weightStride)
        {
            V value = V.Broadcast(*input);
            a0 = V.MultiplyAddLoad(w, value, a0);
            if (TSize.Size > 1)
                a1 = V.MultiplyAddLoad(w, V.Count, value, a1);
            if (TSize.Size > 2)
            {
                a2 = V.MultiplyAddLoad(w, 2 * V.Count, value, a2);
                a3 = V.MultiplyAddLoad(w, 3 * V.Count, value, a3);
            }
            if (TSize.Size > 4)
            {
                a4 = V.MultiplyAddLoad(w, 4 * V.Count, value, a4);
                a5 = V.MultiplyAddLoad(w, 5 * V.Count, value, a5);
            }
            if (TSize.Size > 6)
            {
                a6 = V.MultiplyAddLoad(w, 6 * V.Count, value, a6);
                a7 = V.MultiplyAddLoad(w, 7 * V.Count, value, a7);
            }
            if (TSize.Size > 8)
            {
                a8 = V.MultiplyAddLoad(w, 8 * V.Count, value, a8);
                a9 = V.MultiplyAddLoad(w, 9 * V.Count, value, a9);
                a10 = V.MultiplyAddLoad(w, 10 * V.Count, value, a10);
                a11 = V.MultiplyAddLoad(w, 11 * V.Count, value, a11);
            }
        }

        a0.Store(y);
        if (TSize.Size > 1)
            a1.Store(y + V.Count);
        if (TSize.Size > 2)
        {
            a2.Store(y + 2 * V.Count);
            a3.Store(y + 3 * V.Count);
        }
        if (TSize.Size > 4)
        {
            a4.Store(y + 4 * V.Count);
            a5.Store(y + 5 * V.Count);
        }
        if (TSize.Size > 6)
        {
            a6.Store(y + 6 * V.Count);
            a7.Store(y + 7 * V.Count);
        }
        if (TSize.Size > 8)
        {
            a8.Store(y + 8 * V.Count);
            a9.Store(y + 9 * V.Count);
            a10.Store(y + 10 * V.Count);
            a11.Store(y + 11 * V.Count);
        }
    }
}
