using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>The register blocks of weight gradients where a vector holds a part of the tile.</content>
public static partial class WeightGradient
{
    // Blocks of three; four are two and two, as one alone would wait for its sums.
    private static int InputsOfBlock(int left) => left is 2 or 4 ? 2 : Math.Min(3, left);

    private static void SplitBlocks<V, T, TStart>(Slab<T> x, Slab<T> d, Slab<T> sums, int sumStride, int rows, int inputs, int columns)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
    {
        if (columns == 4)
            SplitBlocks<V, T, TStart, Of4>(x, d, sums, sumStride, rows, inputs);
        else if (columns == 3)
            SplitBlocks<V, T, TStart, Of3>(x, d, sums, sumStride, rows, inputs);
        else if (columns == 2)
            SplitBlocks<V, T, TStart, Of2>(x, d, sums, sumStride, rows, inputs);
        else
            SplitBlocks<V, T, TStart, Of1>(x, d, sums, sumStride, rows, inputs);
    }

    private static void SplitBlocks<V, T, TStart, TColumns>(Slab<T> x, Slab<T> d, Slab<T> sums, int sumStride, int rows, int inputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
        where TColumns : IBlockSize
    {
        // A part of d stays in L1 while all inputs pass.
        for (int lane = 0; lane < Tile<T>.Lanes; lane += V.Count)
        {
            Slab<T> partOfD = d + lane * rows * TColumns.Size;
            for (int k = 0; k < inputs;)
            {
                int height = InputsOfBlock(inputs - k);
                Slab<T> partOfX = x + (k * Tile<T>.Lanes + lane * height) * rows, at = sums + (k * sumStride + lane);
                if (height == 3)
                    SplitGradientBlock<V, T, TStart, Of3, TColumns>(partOfX, partOfD, at, sumStride, rows);
                else if (height == 2)
                    SplitGradientBlock<V, T, TStart, Of2, TColumns>(partOfX, partOfD, at, sumStride, rows);
                else
                    SplitGradientBlock<V, T, TStart, Of1, TColumns>(partOfX, partOfD, at, sumStride, rows);
                k += height;
            }
        }
    }

    /// <summary>
    /// Row sums of <c>TInputs</c> (up to 3) features of x times <c>TColumns</c> (up to 4) of d in a part of the lanes. Twelve sums, three
    /// features and a column fill 16 registers.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void SplitGradientBlock<V, T, TStart, TInputs, TColumns>(
        Slab<T> x, Slab<T> d, Slab<T> sums, int sumStride, int rows)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
        where TInputs : IBlockSize
        where TColumns : IBlockSize
    {
        V a0 = default, a1 = default, a2 = default, a3 = default;
        V b0 = default, b1 = default, b2 = default, b3 = default;
        V c0 = default, c1 = default, c2 = default, c3 = default;
        Begin<V, T, TStart, TColumns>(sums, ref a0, ref a1, ref a2, ref a3);
        if (TInputs.Size > 1)
            Begin<V, T, TStart, TColumns>(sums + sumStride, ref b0, ref b1, ref b2, ref b3);
        if (TInputs.Size > 2)
            Begin<V, T, TStart, TColumns>(sums + 2 * sumStride, ref c0, ref c1, ref c2, ref c3);

        T* row = x.Address;
        for (T* end = row + (nint)rows * TInputs.Size * V.Count; row < end; row += TInputs.Size * V.Count, d += TColumns.Size * V.Count)
        {
            V xa = V.Load(new Slab<T>(row));
            V xb = TInputs.Size > 1 ? V.Load(new Slab<T>(row), V.Count) : default;
            V xc = TInputs.Size > 2 ? V.Load(new Slab<T>(row), 2 * V.Count) : default;
            V column = V.Load(d);
            V.AddProduct(ref a0, xa, column);
            if (TInputs.Size > 1)
                V.AddProduct(ref b0, xb, column);
            if (TInputs.Size > 2)
                V.AddProduct(ref c0, xc, column);
            if (TColumns.Size > 1)
            {
                column = V.Load(d, V.Count);
                V.AddProduct(ref a1, xa, column);
                if (TInputs.Size > 1)
                    V.AddProduct(ref b1, xb, column);
                if (TInputs.Size > 2)
                    V.AddProduct(ref c1, xc, column);
            }
            if (TColumns.Size > 2)
            {
                column = V.Load(d, 2 * V.Count);
                V.AddProduct(ref a2, xa, column);
                if (TInputs.Size > 1)
                    V.AddProduct(ref b2, xb, column);
                if (TInputs.Size > 2)
                    V.AddProduct(ref c2, xc, column);
            }
            if (TColumns.Size > 3)
            {
                column = V.Load(d, 3 * V.Count);
                V.AddProduct(ref a3, xa, column);
                if (TInputs.Size > 1)
                    V.AddProduct(ref b3, xb, column);
                if (TInputs.Size > 2)
                    V.AddProduct(ref c3, xc, column);
            }
        }

        Store<V, T, TColumns>(sums, a0, a1, a2, a3);
        if (TInputs.Size > 1)
            Store<V, T, TColumns>(sums + sumStride, b0, b1, b2, b3);
        if (TInputs.Size > 2)
            Store<V, T, TColumns>(sums + 2 * sumStride, c0, c1, c2, c3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Begin<V, T, TStart, TSize>(Slab<T> sums, ref V a0, ref V a1, ref V a2, ref V a3)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
        where TSize : IBlockSize
    {
        a0 = TStart.OverSamples<V, T>(default, sums);
        if (TSize.Size > 1)
            a1 = TStart.OverSamples<V, T>(default, sums + Tile<T>.Lanes);
        if (TSize.Size > 2)
            a2 = TStart.OverSamples<V, T>(default, sums + 2 * Tile<T>.Lanes);
        if (TSize.Size > 3)
            a3 = TStart.OverSamples<V, T>(default, sums + 3 * Tile<T>.Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<V, T, TSize>(Slab<T> sums, V a0, V a1, V a2, V a3)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TSize : IBlockSize
    {
        a0.Store(sums);
        if (TSize.Size > 1)
            a1.Store(sums + Tile<T>.Lanes);
        if (TSize.Size > 2)
            a2.Store(sums + 2 * Tile<T>.Lanes);
        if (TSize.Size > 3)
            a3.Store(sums + 3 * Tile<T>.Lanes);
    }
}
