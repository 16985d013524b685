using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SimdSeq.Kernels;

/// <content>
/// Weight gradients where a vector holds a part of the tile. It takes a part of every cache line at a time, and rows lie far apart, often
/// in the same few lines of the cache: so both operands are first copied, part by part, in the order in which the blocks read them.
/// </content>
public static partial class MatMul
{
    /// <summary>Rows that are copied together: a part of four columns of d stays in L1 while all inputs of a panel pass.</summary>
    private const int SplitRows = 128;

    /// <summary>Inputs that are copied together: their rows stay in the second-level cache while the columns pass.</summary>
    private const int SplitInputs = 45;

    /// <summary>Columns whose sums are kept from one run of rows to the next.</summary>
    private const int SplitColumns = 128;

    private const int ColumnsOfBlock = 4;

    /// <summary>
    /// Values of the memory that <see cref="WeightGradient"/> works in: copies of x and d, and sums. Vectors that hold a whole tile need none.
    /// </summary>
    internal static int GradientScratch<T>() where T : unmanaged =>
        (SplitInputs * SplitRows + ColumnsOfBlock * SplitRows + SplitInputs * SplitColumns) * Tile<T>.Lanes;

    private static void SplitGradient<V, T>(
        Slab<T> x, int xStride, Slab<T> d, int dStride, Slab<T> gradient, int gradientStride, int rows, int inputs, int outputs, Slab<T> scratch)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        for (int k = 0; k < inputs; k += SplitInputs)
        {
            int height = Math.Min(SplitInputs, inputs - k);
            for (int n = 0; n < outputs; n += SplitColumns)
            {
                int width = Math.Min(SplitColumns, outputs - n);
                bool isCopied = n > 0 && rows <= SplitRows;
                SplitPanel<V, T>(x + k * Tile<T>.Lanes, xStride, isCopied, d + n * Tile<T>.Lanes, dStride, rows, height, width, scratch);
                Slab<T> sums = SumsOf(scratch);
                if (width == 1 && gradientStride == 1)
                {
                    AddLanes(sums, gradient + k, height);
                    continue;
                }
                for (int i = 0; i < height; i++)
                    AddLanes(sums + i * width * Tile<T>.Lanes, gradient + (k + i) * gradientStride + n, width);
            }
        }
    }

    private static Slab<T> SumsOf<T>(Slab<T> scratch) where T : unmanaged => scratch + (SplitInputs + ColumnsOfBlock) * SplitRows * Tile<T>.Lanes;

    private static unsafe void AddLanes<T>(Slab<T> sums, Slab<T> gradient, int count) where T : unmanaged =>
        LaneSum.Add(sums.Address, gradient.Address, count);

    /// <summary>Lane sums of a panel over all rows: <c>sums[input][column][lane]</c>.</summary>
    private static void SplitPanel<V, T>(
        Slab<T> x, int xStride, bool isCopied, Slab<T> d, int dStride, int rows, int inputs, int columns, Slab<T> scratch)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        Slab<T> copyOfX = scratch, copyOfD = scratch + SplitInputs * SplitRows * Tile<T>.Lanes, sums = SumsOf(scratch);
        for (int r = 0; r < rows; r += SplitRows, x += SplitRows * xStride * Tile<T>.Lanes, d += SplitRows * dStride * Tile<T>.Lanes)
        {
            int count = Math.Min(SplitRows, rows - r);
            for (int k = 0; k < inputs && !isCopied; k += InputsOfBlock(inputs - k))
                CopyParts<V, T>(x + k * Tile<T>.Lanes, xStride, copyOfX + k * count * Tile<T>.Lanes, count, InputsOfBlock(inputs - k));
            for (int n = 0; n < columns; n += ColumnsOfBlock)
            {
                int width = Math.Min(ColumnsOfBlock, columns - n);
                CopyParts<V, T>(d + n * Tile<T>.Lanes, dStride, copyOfD, count, width);
                if (r == 0)
                    SplitBlocks<V, T, FromZero>(copyOfX, copyOfD, sums + n * Tile<T>.Lanes, columns * Tile<T>.Lanes, count, inputs, width);
                else
                    SplitBlocks<V, T, FromOutput>(copyOfX, copyOfD, sums + n * Tile<T>.Lanes, columns * Tile<T>.Lanes, count, inputs, width);
            }
        }
    }

    // Blocks of three; four are two and two, as one alone would wait for its sums.
    private static int InputsOfBlock(int left) => left is 2 or 4 ? 2 : Math.Min(3, left);

    private static void CopyParts<V, T>(Slab<T> from, int stride, Slab<T> copy, int rows, int features)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        if (features == 4)
            CopyParts<V, T, Of4>(from, stride, copy, rows);
        else if (features == 3)
            CopyParts<V, T, Of3>(from, stride, copy, rows);
        else if (features == 2)
            CopyParts<V, T, Of2>(from, stride, copy, rows);
        else
            CopyParts<V, T, Of1>(from, stride, copy, rows);
    }

    /// <summary>
    /// <c>copy[part][row][feature]</c> of neighbouring features: what the vectors of a block read, one after another. The features after
    /// them are asked for, as they will be next, and are far away.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void CopyParts<V, T, TFeatures>(Slab<T> from, int stride, Slab<T> copy, int rows)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TFeatures : IBlockSize
    {
        int part = rows * TFeatures.Size * V.Count;
        for (int r = 0; r < rows; r++, from += stride * Tile<T>.Lanes, copy += TFeatures.Size * V.Count)
        {
            Ask(from + TFeatures.Size * Tile<T>.Lanes);
            CopyTile<V, T>(from, copy, part);
            if (TFeatures.Size > 1)
            {
                Ask(from + (TFeatures.Size + 1) * Tile<T>.Lanes);
                CopyTile<V, T>(from + Tile<T>.Lanes, copy + V.Count, part);
            }
            if (TFeatures.Size > 2)
            {
                Ask(from + (TFeatures.Size + 2) * Tile<T>.Lanes);
                CopyTile<V, T>(from + 2 * Tile<T>.Lanes, copy + 2 * V.Count, part);
            }
            if (TFeatures.Size > 3)
            {
                Ask(from + (TFeatures.Size + 3) * Tile<T>.Lanes);
                CopyTile<V, T>(from + 3 * Tile<T>.Lanes, copy + 3 * V.Count, part);
            }
        }

        static void Ask(Slab<T> tile)
        {
            if (Sse.IsSupported)
                Sse.Prefetch1(tile.Address);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyTile<V, T>(Slab<T> from, Slab<T> copy, int part)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V.Load(from).Store(copy);
        V.Load(from, V.Count).Store(copy + part);
        if (Tile<T>.Lanes > 2 * V.Count)
        {
            V.Load(from, 2 * V.Count).Store(copy + 2 * part);
            V.Load(from, 3 * V.Count).Store(copy + 3 * part);
        }
    }

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
        for (int k = 0; k < inputs;)
        {
            int height = InputsOfBlock(inputs - k);
            for (int lane = 0; lane < Tile<T>.Lanes; lane += V.Count)
            {
                Slab<T> partOfX = x + lane * rows * height, partOfD = d + lane * rows * TColumns.Size;
                if (height == 3)
                    SplitGradientBlock<V, T, TStart, Of3, TColumns>(partOfX, partOfD, sums + lane, sumStride, rows);
                else if (height == 2)
                    SplitGradientBlock<V, T, TStart, Of2, TColumns>(partOfX, partOfD, sums + lane, sumStride, rows);
                else
                    SplitGradientBlock<V, T, TStart, Of1, TColumns>(partOfX, partOfD, sums + lane, sumStride, rows);
            }
            k += height;
            x += height * rows * Tile<T>.Lanes;
            sums += height * sumStride;
        }
    }

    /// <summary>
    /// Row sums of <c>TInputs</c> (up to 3) features of x times <c>TColumns</c> (up to 4) of d in a part of the lanes. Twelve sums, three
    /// features and a column fill 16 registers.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void SplitGradientBlock<V, T, TStart, TInputs, TColumns>(Slab<T> x, Slab<T> d, Slab<T> sums, int sumStride, int rows)
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
