using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>The register blocks.</content>
public static partial class WeightGradient
{
    private static void SumBlock<V, T, TColumns, TCopy>(in Block<T> block, int inputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TColumns : IBlockSize
        where TCopy : ICopy
    {
        if (inputs == 4)
            SumBlock<V, T, Of4, TColumns, TCopy>(block);
        else if (inputs == 3)
            SumBlock<V, T, Of3, TColumns, TCopy>(block);
        else if (inputs == 2)
            SumBlock<V, T, Of2, TColumns, TCopy>(block);
        else
            SumBlock<V, T, Of1, TColumns, TCopy>(block);
    }

    /// <summary>
    /// Row sums of <c>TInputs</c> (up to 4) features of x times <c>TColumns</c> (up to 6) of d in a part of the lanes. 24 sums, four
    /// features and a column are 29 of 32 registers; twelve, three and one fill 16.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void SumBlock<V, T, TInputs, TColumns, TCopy>(in Block<T> block)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TInputs : IBlockSize
        where TColumns : IBlockSize
        where TCopy : ICopy
    {
        V a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default;
        V b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default;
        V c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default;
        V e0 = default, e1 = default, e2 = default, e3 = default, e4 = default, e5 = default;
        Slab<T> sums = block.Sums;
        if (!block.IsFirst)
        {
            Load<V, T, TColumns>(sums, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5);
            if (TInputs.Size > 1)
                Load<V, T, TColumns>(sums + block.SumStep, ref b0, ref b1, ref b2, ref b3, ref b4, ref b5);
            if (TInputs.Size > 2)
                Load<V, T, TColumns>(sums + 2 * block.SumStep, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5);
            if (TInputs.Size > 3)
                Load<V, T, TColumns>(sums + 3 * block.SumStep, ref e0, ref e1, ref e2, ref e3, ref e4, ref e5);
        }

        Slab<T> x = block.X, d = block.D, copy = block.Copy;
        int xStep = block.XStep, dStep = block.DStep;
        for (int r = block.Rows; r > 0; r--, x += xStep, d += dStep)
        {
            V xa = V.Load(x);
            V xb = TInputs.Size > 1 ? V.Load(x, V.Count) : default;
            V xc = TInputs.Size > 2 ? V.Load(x, 2 * V.Count) : default;
            V xe = TInputs.Size > 3 ? V.Load(x, 3 * V.Count) : default;
            V column = V.Load(d);
            if (TCopy.IsMade)
                column.Store(copy);
            V.AddProduct(ref a0, xa, column);
            if (TInputs.Size > 1)
                V.AddProduct(ref b0, xb, column);
            if (TInputs.Size > 2)
                V.AddProduct(ref c0, xc, column);
            if (TInputs.Size > 3)
                V.AddProduct(ref e0, xe, column);
            if (TColumns.Size > 1)
            {
                column = TCopy.IsMade ? V.Load(d, Tile<T>.Lanes) : V.Load(d, V.Count);
                if (TCopy.IsMade)
                    column.Store(copy + V.Count);
                V.AddProduct(ref a1, xa, column);
                if (TInputs.Size > 1)
                    V.AddProduct(ref b1, xb, column);
                if (TInputs.Size > 2)
                    V.AddProduct(ref c1, xc, column);
                if (TInputs.Size > 3)
                    V.AddProduct(ref e1, xe, column);
            }
            if (TColumns.Size > 2)
            {
                column = TCopy.IsMade ? V.Load(d, 2 * Tile<T>.Lanes) : V.Load(d, 2 * V.Count);
                if (TCopy.IsMade)
                    column.Store(copy + 2 * V.Count);
                V.AddProduct(ref a2, xa, column);
                if (TInputs.Size > 1)
                    V.AddProduct(ref b2, xb, column);
                if (TInputs.Size > 2)
                    V.AddProduct(ref c2, xc, column);
                if (TInputs.Size > 3)
                    V.AddProduct(ref e2, xe, column);
            }
            if (TColumns.Size > 3)
            {
                column = TCopy.IsMade ? V.Load(d, 3 * Tile<T>.Lanes) : V.Load(d, 3 * V.Count);
                if (TCopy.IsMade)
                    column.Store(copy + 3 * V.Count);
                V.AddProduct(ref a3, xa, column);
                if (TInputs.Size > 1)
                    V.AddProduct(ref b3, xb, column);
                if (TInputs.Size > 2)
                    V.AddProduct(ref c3, xc, column);
                if (TInputs.Size > 3)
                    V.AddProduct(ref e3, xe, column);
            }
            if (TColumns.Size > 4)
            {
                column = TCopy.IsMade ? V.Load(d, 4 * Tile<T>.Lanes) : V.Load(d, 4 * V.Count);
                if (TCopy.IsMade)
                    column.Store(copy + 4 * V.Count);
                V.AddProduct(ref a4, xa, column);
                if (TInputs.Size > 1)
                    V.AddProduct(ref b4, xb, column);
                if (TInputs.Size > 2)
                    V.AddProduct(ref c4, xc, column);
                if (TInputs.Size > 3)
                    V.AddProduct(ref e4, xe, column);
            }
            if (TColumns.Size > 5)
            {
                column = TCopy.IsMade ? V.Load(d, 5 * Tile<T>.Lanes) : V.Load(d, 5 * V.Count);
                if (TCopy.IsMade)
                    column.Store(copy + 5 * V.Count);
                V.AddProduct(ref a5, xa, column);
                if (TInputs.Size > 1)
                    V.AddProduct(ref b5, xb, column);
                if (TInputs.Size > 2)
                    V.AddProduct(ref c5, xc, column);
                if (TInputs.Size > 3)
                    V.AddProduct(ref e5, xe, column);
            }
            if (TCopy.IsMade)
                copy += TColumns.Size * V.Count;
        }

        Store<V, T, TColumns>(sums, a0, a1, a2, a3, a4, a5);
        if (TInputs.Size > 1)
            Store<V, T, TColumns>(sums + block.SumStep, b0, b1, b2, b3, b4, b5);
        if (TInputs.Size > 2)
            Store<V, T, TColumns>(sums + 2 * block.SumStep, c0, c1, c2, c3, c4, c5);
        if (TInputs.Size > 3)
            Store<V, T, TColumns>(sums + 3 * block.SumStep, e0, e1, e2, e3, e4, e5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load<V, T, TSize>(Slab<T> sums, ref V a0, ref V a1, ref V a2, ref V a3, ref V a4, ref V a5)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TSize : IBlockSize
    {
        a0 = V.Load(sums);
        if (TSize.Size > 1)
            a1 = V.Load(sums, Tile<T>.Lanes);
        if (TSize.Size > 2)
            a2 = V.Load(sums, 2 * Tile<T>.Lanes);
        if (TSize.Size > 3)
            a3 = V.Load(sums, 3 * Tile<T>.Lanes);
        if (TSize.Size > 4)
            a4 = V.Load(sums, 4 * Tile<T>.Lanes);
        if (TSize.Size > 5)
            a5 = V.Load(sums, 5 * Tile<T>.Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<V, T, TSize>(Slab<T> sums, V a0, V a1, V a2, V a3, V a4, V a5)
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
        if (TSize.Size > 4)
            a4.Store(sums + 4 * Tile<T>.Lanes);
        if (TSize.Size > 5)
            a5.Store(sums + 5 * Tile<T>.Lanes);
    }

    /// <summary>Whether a block copies what it reads of d, as a type parameter.</summary>
    private interface ICopy
    {
        static abstract bool IsMade { get; }
    }

    /// <summary>d is read where it is and copied.</summary>
    private readonly struct WithCopy : ICopy
    {
        public static bool IsMade
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => true;
        }
    }

    /// <summary>The copy of d is read.</summary>
    private readonly struct FromCopy : ICopy
    {
        public static bool IsMade
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => false;
        }
    }

    /// <summary>What a register block reads and adds to. Steps are in values, from one row to the next.</summary>
    private ref struct Block<T> where T : unmanaged
    {
        /// <summary>A few features, one vector behind another.</summary>
        public Slab<T> X;

        /// <summary>Columns of d, or their copy: one vector behind another.</summary>
        public Slab<T> D;

        /// <summary>Where the copy is made.</summary>
        public Slab<T> Copy;

        /// <summary>Sums over the rows so far, <c>[input][column][lane]</c>.</summary>
        public Slab<T> Sums;

        public int XStep, DStep, Rows;

        /// <summary>From the sums of an input to those of the next.</summary>
        public int SumStep;

        /// <summary>Whether these rows are the first, so that nothing has been summed yet.</summary>
        public bool IsFirst;
    }
}
