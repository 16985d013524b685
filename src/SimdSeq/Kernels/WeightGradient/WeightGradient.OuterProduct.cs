using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>The weight gradient of a single row.</content>
public static partial class WeightGradient
{
    /// <summary>Columns of d that are transposed at once: 4 KB, which stay in L1 while all inputs pass.</summary>
    private const int PanelColumns = 64;

    /// <summary>
    /// <c>gradient[k, n] += sum over lanes of x[k] * d[n]</c>, lanes ascending. With one row the lane sums would cost more than the
    /// products, so d is transposed once to <c>[lane][n]</c> and the lanes of a vector are columns, as in <see cref="MatVec"/>.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void OuterProduct<V, T>(Slab<T> x, Slab<T> d, Slab<T> gradient, int gradientStride, int inputs, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        T* memory = stackalloc T[(PanelColumns + 1) * Tile<T>.Lanes];
        var panel = Slab<T>.AtLine(memory);
        for (int n = 0; n < outputs; n += PanelColumns)
        {
            int columns = Math.Min(PanelColumns, outputs - n);
            MatMul.Transpose(d + n * Tile<T>.Lanes, columns, Tile<T>.Lanes, Tile<T>.Lanes, panel, PanelColumns);
            OuterPanel<V, T>(x, panel, gradient + n, gradientStride, inputs, columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OuterPanel<V, T>(Slab<T> x, Slab<T> panel, Slab<T> gradient, int gradientStride, int inputs, int columns)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int k = 0;
        for (; inputs - k >= 4; k += 4, x += 4 * Tile<T>.Lanes, gradient += 4 * gradientStride)
        {
            int n = 0;
            for (; columns - n >= 2 * V.Count; n += 2 * V.Count)
                OuterBlock<V, T, Of2>(x, panel + n, gradient + n, gradientStride);
            if (columns - n >= V.Count)
            {
                OuterBlock<V, T, Of1>(x, panel + n, gradient + n, gradientStride);
                n += V.Count;
            }
            for (int i = 0; i < 4 && n < columns; i++)
                OuterRow<V, T>(x + i * Tile<T>.Lanes, panel + n, gradient + (i * gradientStride + n), columns - n);
        }
        for (; k < inputs; k++, x += Tile<T>.Lanes, gradient += gradientStride)
            OuterRow<V, T>(x, panel, gradient, columns);
    }

    private static void OuterRow<V, T>(Slab<T> x, Slab<T> panel, Slab<T> gradient, int columns)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        MatVec.Accumulate<V, T>(x, panel, PanelColumns, gradient, Tile<T>.Lanes, columns);

    /// <summary>Four inputs by <c>TVectors</c> (1 or 2) vectors of columns.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void OuterBlock<V, T, TVectors>(Slab<T> x, Slab<T> panel, Slab<T> gradient, int gradientStride)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TVectors : IBlockSize
    {
        Slab<T> row0 = gradient, row1 = row0 + gradientStride, row2 = row1 + gradientStride, row3 = row2 + gradientStride;
        V a0 = V.Load(row0), a1 = V.Load(row1), a2 = V.Load(row2), a3 = V.Load(row3);
        V b0 = default, b1 = default, b2 = default, b3 = default;
        if (TVectors.Size > 1)
        {
            b0 = V.Load(row0 + V.Count);
            b1 = V.Load(row1 + V.Count);
            b2 = V.Load(row2 + V.Count);
            b3 = V.Load(row3 + V.Count);
        }

        for (int lane = 0; lane < Tile<T>.Lanes; lane++, panel += PanelColumns)
        {
            V x0 = V.Broadcast(x[lane]);
            V x1 = V.Broadcast(x[Tile<T>.Lanes + lane]);
            V x2 = V.Broadcast(x[2 * Tile<T>.Lanes + lane]);
            V x3 = V.Broadcast(x[3 * Tile<T>.Lanes + lane]);
            V a = V.Load(panel);
            V.AddProduct(ref a0, x0, a);
            V.AddProduct(ref a1, x1, a);
            V.AddProduct(ref a2, x2, a);
            V.AddProduct(ref a3, x3, a);
            if (TVectors.Size > 1)
            {
                V b = V.Load(panel, V.Count);
                V.AddProduct(ref b0, x0, b);
                V.AddProduct(ref b1, x1, b);
                V.AddProduct(ref b2, x2, b);
                V.AddProduct(ref b3, x3, b);
            }
        }

        a0.Store(row0);
        a1.Store(row1);
        a2.Store(row2);
        a3.Store(row3);
        if (TVectors.Size > 1)
        {
            b0.Store(row0 + V.Count);
            b1.Store(row1 + V.Count);
            b2.Store(row2 + V.Count);
            b3.Store(row3 + V.Count);
        }
    }
}
