using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SimdSeq.Kernels;

/// <content>The register blocks of the weight and bias gradients.</content>
public static partial class WeightGradient
{
    /// <summary>
    /// Row sums of <c>TInputs</c> (up to 4) features of x times <c>TColumns</c> (up to 6) of d, lane by lane:
    /// <c>sums[input][column][lane]</c>; and, if there are less than four features and it is asked for, of d itself after them. What lies
    /// <paramref name="next"/> values from each row of d is fetched on the way.
    /// </summary>
    /// <remarks>
    /// 24 sums, four features and a column are 29 registers. Such a block takes ten loads for 24 products, and one of three features by
    /// eight columns 11: they come from the second-level cache, which gives half a line in a cycle.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void GradientBlock<V, T, TInputs, TColumns, TSums>(
        Slab<T> x, int xStride, Slab<T> d, int dStride, Slab<T> sums, int rows, int next)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TInputs : IBlockSize
        where TColumns : IBlockSize
        where TSums : IRowSums
    {
        V a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default;
        V b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default;
        V c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default;
        V e0 = default, e1 = default, e2 = default, e3 = default, e4 = default, e5 = default;
        int nextX = xStride * Tile<T>.Lanes, nextD = dStride * Tile<T>.Lanes;
        for (int r = 0; r < rows; r++, x += nextX, d += nextD)
        {
            if (Sse.IsSupported)
                Sse.Prefetch1((d + next).Address);
            V xa = V.Load(x);
            V xb = TInputs.Size > 1 ? V.Load(x, Tile<T>.Lanes) : default;
            V xc = TInputs.Size > 2 ? V.Load(x, 2 * Tile<T>.Lanes) : default;
            V xe = TInputs.Size > 3 ? V.Load(x, 3 * Tile<T>.Lanes) : default;
            V column = V.Load(d);
            V.AddProduct(ref a0, xa, column);
            if (TInputs.Size > 1)
                V.AddProduct(ref b0, xb, column);
            if (TInputs.Size > 2)
                V.AddProduct(ref c0, xc, column);
            if (TInputs.Size > 3)
                V.AddProduct(ref e0, xe, column);
            else if (TSums.AreMade)
                e0 += column;
            if (TColumns.Size > 1)
            {
                column = V.Load(d, V.Count);
                V.AddProduct(ref a1, xa, column);
                if (TInputs.Size > 1)
                    V.AddProduct(ref b1, xb, column);
                if (TInputs.Size > 2)
                    V.AddProduct(ref c1, xc, column);
                if (TInputs.Size > 3)
                    V.AddProduct(ref e1, xe, column);
                else if (TSums.AreMade)
                    e1 += column;
            }
            if (TColumns.Size > 2)
            {
                column = V.Load(d, 2 * V.Count);
                V.AddProduct(ref a2, xa, column);
                if (TInputs.Size > 1)
                    V.AddProduct(ref b2, xb, column);
                if (TInputs.Size > 2)
                    V.AddProduct(ref c2, xc, column);
                if (TInputs.Size > 3)
                    V.AddProduct(ref e2, xe, column);
                else if (TSums.AreMade)
                    e2 += column;
            }
            if (TColumns.Size > 3)
            {
                column = V.Load(d, 3 * V.Count);
                V.AddProduct(ref a3, xa, column);
                if (TInputs.Size > 1)
                    V.AddProduct(ref b3, xb, column);
                if (TInputs.Size > 2)
                    V.AddProduct(ref c3, xc, column);
                if (TInputs.Size > 3)
                    V.AddProduct(ref e3, xe, column);
                else if (TSums.AreMade)
                    e3 += column;
            }
            if (TColumns.Size > 4)
            {
                column = V.Load(d, 4 * V.Count);
                V.AddProduct(ref a4, xa, column);
                if (TInputs.Size > 1)
                    V.AddProduct(ref b4, xb, column);
                if (TInputs.Size > 2)
                    V.AddProduct(ref c4, xc, column);
                if (TInputs.Size > 3)
                    V.AddProduct(ref e4, xe, column);
                else if (TSums.AreMade)
                    e4 += column;
            }
            if (TColumns.Size > 5)
            {
                column = V.Load(d, 5 * V.Count);
                V.AddProduct(ref a5, xa, column);
                if (TInputs.Size > 1)
                    V.AddProduct(ref b5, xb, column);
                if (TInputs.Size > 2)
                    V.AddProduct(ref c5, xc, column);
                if (TInputs.Size > 3)
                    V.AddProduct(ref e5, xe, column);
                else if (TSums.AreMade)
                    e5 += column;
            }
        }

        Store<V, T, TColumns>(sums, a0, a1, a2, a3, a4, a5);
        if (TInputs.Size > 1)
            Store<V, T, TColumns>(sums + TColumns.Size * Tile<T>.Lanes, b0, b1, b2, b3, b4, b5);
        if (TInputs.Size > 2)
            Store<V, T, TColumns>(sums + 2 * TColumns.Size * Tile<T>.Lanes, c0, c1, c2, c3, c4, c5);
        int last = TSums.AreMade ? TInputs.Size : 3;
        if (TInputs.Size > 3 || TSums.AreMade)
            Store<V, T, TColumns>(sums + last * TColumns.Size * Tile<T>.Lanes, e0, e1, e2, e3, e4, e5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<V, T, TSize>(Slab<T> sums, V a0, V a1, V a2, V a3, V a4, V a5)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TSize : IBlockSize
    {
        Store<V, T, TSize>(sums, a0, a1, a2, a3);
        if (TSize.Size > 4)
            a4.Store(sums + 4 * Tile<T>.Lanes);
        if (TSize.Size > 5)
            a5.Store(sums + 5 * Tile<T>.Lanes);
    }

    /// <summary>Row sums of <c>TColumns</c> features of d, lane by lane, then over the lanes into the gradient.</summary>
    [SkipLocalsInit]
    private static unsafe void BiasBlock<V, T, TColumns>(Slab<T> d, int dStride, Slab<T> gradient, int rows)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TColumns : IBlockSize
    {
        T* memory = stackalloc T[(TColumns.Size + 1) * Tile<T>.Lanes], sums = Slab<T>.AtLine(memory).Address;
        for (int lane = 0; lane < Tile<T>.Lanes; lane += V.Count)
            BiasSums<V, T, TColumns>(d + lane, dStride, new Slab<T>(sums + lane), rows);
        LaneSum.Add(sums, gradient.Address, TColumns.Size);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void BiasSums<V, T, TColumns>(Slab<T> d, int dStride, Slab<T> sums, int rows)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TColumns : IBlockSize
    {
        V a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default;
        for (int r = 0; r < rows; r++, d += dStride * Tile<T>.Lanes)
        {
            a0 += V.Load(d);
            if (TColumns.Size > 1)
                a1 += V.Load(d + Tile<T>.Lanes);
            if (TColumns.Size > 2)
            {
                a2 += V.Load(d + 2 * Tile<T>.Lanes);
                a3 += V.Load(d + 3 * Tile<T>.Lanes);
            }
            if (TColumns.Size > 4)
            {
                a4 += V.Load(d + 4 * Tile<T>.Lanes);
                a5 += V.Load(d + 5 * Tile<T>.Lanes);
            }
        }
        Store<V, T, TColumns>(sums, a0, a1, a2, a3, a4, a5);
    }
}
